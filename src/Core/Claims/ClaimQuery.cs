using Orleans;
using Prebuilds.Workspaces;

namespace Prebuilds.Claims;

/// <summary>Which granted claims to list.</summary>
/// <param name="After">
/// Only those whose workspace's id follows this one: the last of the page before; null: from the first.
/// </param>
/// <param name="Limit">Most rows, 1 to <see cref="MaxLimit"/>.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.ClaimQuery")]
public sealed record ClaimQuery(WorkspaceId? After, int Limit)
{
    /// <summary>Most rows on one page.</summary>
    public const int MaxLimit = 1000;
}
