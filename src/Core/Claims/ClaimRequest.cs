using Orleans;
using Prebuilds.Users;

namespace Prebuilds.Claims;

/// <summary>A user asks for a ready workspace.</summary>
/// <param name="RequestId">
/// The caller's own id of this request, unique per user; a request that was granted is answered the same for ever.
/// </param>
/// <param name="User">Who will own it.</param>
/// <param name="UserName">The login name to show; the id's text when there is none.</param>
/// <param name="Name">The workspace's name, unique per user.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.ClaimRequest")]
public sealed record ClaimRequest(string RequestId, UserId User, string UserName, string Name);
