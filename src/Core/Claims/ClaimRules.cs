using System.Collections.Immutable;
using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Claims;

/// <summary>What may be asked for, and what may be handed out.</summary>
public static class ClaimRules
{
    /// <summary>Most characters of a request id.</summary>
    public const int MaxRequestId = 128;

    /// <summary>Most characters of a workspace's name.</summary>
    public const int MaxName = 64;

    /// <summary>
    /// Whether a member may be handed out, but for its age: it is the pool's, running and ready, the preset is live,
    /// and the member is of its version, or of an older one that a rolling pool keeps.
    /// </summary>
    public static bool IsEligible(Workspace member, Preset preset) =>
        member is { IsMember: true, Phase: WorkspacePhase.Running, Ready: true }
        && member.Preset == preset.Id
        && (member.Version == preset.Version || preset.KeepsOlderVersions)
        && preset.Live;

    /// <summary>Every rule that a request breaks; empty when it may be asked.</summary>
    public static ImmutableArray<Problem> Check(ClaimRequest request)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (request.RequestId.Length is 0 or > MaxRequestId || request.RequestId.Any(c => c is < '!' or > '~'))
        {
            problems.Add(new Problem(
                "requestId",
                $"'{request.RequestId}' is not a request id",
                $"Use 1 to {MaxRequestId} visible ASCII characters, such as a UUID"));
        }

        if (!IsName(request.Name))
        {
            problems.Add(new Problem(
                "name",
                $"'{request.Name}' is not a workspace name",
                $"Use 1 to {MaxName} letters, digits, '-', '_' or '.', beginning with a letter or digit"));
        }

        if (request.User.Value == Guid.Empty || request.User == Users.SystemUser.Prebuilds)
        {
            problems.Add(new Problem(
                "user",
                $"'{request.User}' cannot own a claimed workspace",
                "Name a person: a login name, or a UUID other than the empty one and the prebuilds user's"));
        }

        return problems.ToImmutable();
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
