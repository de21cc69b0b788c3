using Prebuilds.Client.LoadTests.Checking;

namespace Prebuilds.Client.Output.LoadTests;

/// <summary>What a check has seen.</summary>
/// <param name="Violations">Rules that were broken.</param>
/// <param name="Lines">Lines that were read.</param>
/// <param name="Truncated">Files whose last line was cut off.</param>
/// <param name="Requests">Different requests.</param>
/// <param name="Granted">Requests that were granted, as callers were told.</param>
/// <param name="Repeats">Calls that were told the grant of an earlier one.</param>
/// <param name="UnknownCalls">Calls whose outcome is unknown.</param>
/// <param name="Unresolved">Requests of unknown outcome that no other call of theirs tells.</param>
/// <param name="UnresolvedGranted">Those of them that the store has granted; null: no store was asked.</param>
/// <param name="Stored">Claims in the store; null: no store was asked.</param>
/// <param name="OfOthers">Claims in the store that no line asks for; null: no store was asked.</param>
internal sealed record CheckOutput(
    long Violations,
    long Lines,
    long Truncated,
    long Requests,
    long Granted,
    long Repeats,
    long UnknownCalls,
    long Unresolved,
    long? UnresolvedGranted,
    long? Stored,
    long? OfOthers)
{
    /// <summary>The counts as they are shown.</summary>
    /// <param name="counts">The counts of a finished check.</param>
    /// <param name="withStore">Whether a store was asked.</param>
    public static CheckOutput Of(CheckCounts counts, bool withStore) => new(
        counts.Violations,
        counts.Lines,
        counts.Truncated,
        counts.Requests,
        counts.Granted,
        counts.Repeats,
        counts.Unknown,
        counts.Unresolved,
        withStore ? counts.UnresolvedStored : null,
        withStore ? counts.Stored : null,
        withStore ? counts.OfOthers : null);

    /// <summary>Shows it to people.</summary>
    public void Show(Screen screen) => screen.Fields(
        ("lines", Words.Of(Lines)),
        ("truncated files", Words.Of(Truncated)),
        ("requests", Words.Of(Requests)),
        ("granted", Words.Of(Granted)),
        ("repeats", Words.Of(Repeats)),
        ("calls of unknown outcome", Words.Of(UnknownCalls)),
        ("requests left unknown", Words.Of(Unresolved)),
        ("of those granted", UnresolvedGranted is { } granted ? Words.Of(granted) : null),
        ("claims in the store", Stored is { } stored ? Words.Of(stored) : null),
        ("of others", OfOthers is { } others ? Words.Of(others) : null),
        ("violations", Words.Of(Violations)));
}
