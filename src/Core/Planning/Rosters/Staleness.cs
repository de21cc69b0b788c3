using Prebuilds.Presets;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Rosters;

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

    /// <summary>The first instant at which a member that is not stale is: it ages, and nothing else happens.</summary>
    public static DateTimeOffset Begins(Workspace member, Preset preset) =>
        preset.Pool.Ttl is { } ttl && ttl > TimeSpan.Zero
            ? member.CreatedAt + ttl + TimeSpan.FromTicks(1)
            : DateTimeOffset.MaxValue;
}
