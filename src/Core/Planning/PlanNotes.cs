using System.Collections.Immutable;
using System.Globalization;

namespace Prebuilds.Planning;

/// <summary>Sentences that say to people what a plan follows from and what it waits for.</summary>
internal static class PlanNotes
{
    /// <summary>The notes of a plan; at least one.</summary>
    public static ImmutableArray<string> Of(PresetSnapshot snapshot, Roster roster, DateTimeOffset now)
    {
        var hold = roster.Missing > 0 ? CreationHold.Of(snapshot.Failures, now) : null;
        var starting = roster.State.Starting;
        var unready = roster.Fresh.Count(m => !m.Ready);
        var reserved = snapshot.Members.Count(m => snapshot.Reserved.Contains(m.Id));
        string?[] notes =
        [
            snapshot.Preset.Live ? null : NotLive(snapshot),
            roster.Leaving.IsEmpty ? null : $"draining {Count(roster.Leaving.Length, "member")} that nobody will be given",
            roster.Stale.IsEmpty ? null : $"replacing {Count(roster.Stale.Length, "expired member")}",
            snapshot.Preset.Live && roster.State.Desired == 0 ? NoneWanted(snapshot) : null,
            starting == 0 ? null : $"waiting for {Count(starting, "build")}",
            unready == 0 ? null : $"waiting until {Count(unready, "running member")} can be handed out",
            reserved == 0 ? null : $"{Count(reserved, "member")} being claimed",
            hold is null ? null : Held(snapshot, hold, now),
        ];
        var said = notes.OfType<string>().ToImmutableArray();
        return said.IsEmpty ? [Plain(roster)] : said;
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

    private static string Plain(Roster roster) => roster.Missing > 0
        ? $"creating {Count(roster.Missing, "member")}"
        : $"the pool is full: {Count(roster.Fresh.Length, "fresh member")} for a target of {roster.State.Desired}";

    /// <summary>The time in UTC, with its date when that is not today's.</summary>
    private static string Clock(DateTimeOffset at, DateTimeOffset now) => at.UtcDateTime.ToString(
        at.UtcDateTime.Date == now.UtcDateTime.Date ? "HH:mm:ss'Z'" : "yyyy-MM-dd HH:mm:ss'Z'",
        CultureInfo.InvariantCulture);
}
