using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning;

/// <summary>When a member is too old to be handed out.</summary>
public static class Staleness
{
    /// <summary>
    /// Whether a member is older than its preset allows: created strictly before the invalidation stamp, or older
    /// than the time to live by any amount. A time to live that is absent, zero or negative never makes a member
    /// stale.
    /// </summary>
    public static bool IsStale(Workspace member, Preset preset, DateTimeOffset now) =>
        (preset.InvalidatedAt is { } stamp && member.CreatedAt < stamp)
        || (preset.Pool.Ttl is { } ttl && ttl > TimeSpan.Zero && now - member.CreatedAt > ttl);
}
