using System.Collections.Immutable;
using System.Globalization;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rosters;
using Prebuilds.Planning.Snapshots;

namespace Prebuilds.Planning;

/// <summary>Sentences that say to people what a plan follows from and what it waits for.</summary>
internal static class PlanNotes
{
    /// <summary>The notes of a plan; at least one.</summary>
    public static ImmutableArray<string> Of(PresetSnapshot snapshot, Roster roster, DateTimeOffset now)
    {
        var hold = CreationHold.Of(snapshot.Failures, now);
        var reserved = snapshot.Reserved.Count;
        string?[] notes =
        [
            snapshot.Preset.Live ? null : NotLive(snapshot),
            roster.Older == 0 ? null : Rolling(snapshot, roster),
            roster.Leaving.IsEmpty ? null : $"draining {Count(roster.Leaving.Length, "member")} of a retired version",
            snapshot.Preset.Live && roster.State.Desired == 0 ? NoneWanted(snapshot) : null,
            roster.Stale.IsEmpty ? null : $"removing {Count(roster.Stale.Length, "expired member")}",
            roster.State.Extraneous == 0 ? null : $"{Count(roster.State.Extraneous, "member")} above the target",
            roster.State.Starting == 0 ? null : $"waiting for {Count(roster.State.Starting, "build")}",
            roster.Unready == 0 ? null : $"waiting until {Count(roster.Unready, "running member")} can be handed out",
            reserved == 0 ? null : $"{Count(reserved, "member")} being claimed",
            roster.Missing == 0 ? null : hold is null ? Creating(roster) : Held(snapshot, hold, now),
        ];
        var said = notes.OfType<string>().ToImmutableArray();
        return said.IsEmpty ? [$"the pool is full: {roster.Fresh.Length} of {roster.State.Desired} are ready"] : said;
    }

    /// <summary>Why no pool is kept.</summary>
    public static string NotLive(PresetSnapshot snapshot) => snapshot.Preset switch
    {
        { TemplateDeleted: true } => "the template is deleted, so no pool is kept",
        { TemplateDeprecated: true } => "the template is deprecated, so no pool is kept",
        _ => "the template's active version does not have this preset, so no pool is kept",
    };

    /// <summary>Why the target is zero.</summary>
    public static string NoneWanted(PresetSnapshot snapshot) => snapshot.Preset.Pool.Schedule is null
        ? "the preset's target is 0"
        : "the schedule's target is 0 at this time";

    /// <summary>Why nothing is created, and what would end that.</summary>
    public static string Held(PresetSnapshot snapshot, CreationHold hold, DateTimeOffset now) => hold.Reason switch
    {
        HoldReason.ValidationFailed =>
            $"creation is stopped by a permanent error ({snapshot.Preset.ValidationError ?? "unknown"}): "
            + "push a mended version, or resume the preset",
        HoldReason.HardLimited =>
            "creation is stopped because too many creations failed in a row: mend the cause and resume the preset",
        _ => $"backing off until {Clock(hold.Until!.Value, now)} "
            + $"after {Count(snapshot.Failures.Backoff!.FailedCount, "failure")}",
    };

    /// <summary>A number with its noun: <c>1 build</c>, <c>2 builds</c>.</summary>
    public static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? string.Empty : "s")}");

    /// <summary>A version is known by the first digits of its id.</summary>
    private static string Rolling(PresetSnapshot snapshot, Roster roster) =>
        $"rolling to version {snapshot.Preset.Version.ToString()[..8]}: "
        + $"{roster.Fresh.Count(m => m.Ready)} of {roster.State.Desired} are new, "
        + $"{roster.Older} of older versions stay meanwhile";

    private static string Creating(Roster roster) => $"creating {Count(roster.Missing, "member")}";

    /// <summary>The time in UTC, with its date when that is not today's.</summary>
    private static string Clock(DateTimeOffset at, DateTimeOffset now) => at.UtcDateTime.ToString(
        at.UtcDateTime.Date == now.UtcDateTime.Date ? "HH:mm:ss'Z'" : "yyyy-MM-dd HH:mm:ss'Z'",
        CultureInfo.InvariantCulture);
}
