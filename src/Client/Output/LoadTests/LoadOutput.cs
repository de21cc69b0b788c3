using System.Globalization;
using Prebuilds.Client.LoadTests.Running;

namespace Prebuilds.Client.Output.LoadTests;

/// <summary>What came of a load test.</summary>
/// <param name="Run">What every request id begins with.</param>
/// <param name="Seed">What decided its chances.</param>
/// <param name="Seconds">How long it took, from the first claim to the last answer.</param>
/// <param name="ClaimedPerSecond">Workspaces handed out per second.</param>
/// <param name="Calls">Calls that were made, each try counted.</param>
/// <param name="UnknownCalls">Calls whose outcome is unknown, each try counted.</param>
/// <param name="NotSent">Claims that were due and not sent, because too many were in flight.</param>
/// <param name="CpuSeconds">Processor time that this program used for it.</param>
/// <param name="Outcomes">What claims came to, with their latency from the intended instant.</param>
/// <param name="Lateness">How much later than intended claims were sent.</param>
/// <param name="Intervals">The same over time.</param>
internal sealed record LoadOutput(
    string Run,
    ulong Seed,
    double Seconds,
    double ClaimedPerSecond,
    long Calls,
    long UnknownCalls,
    long NotSent,
    double CpuSeconds,
    LatencyOutput[] Outcomes,
    LatencyOutput Lateness,
    IntervalOutput[] Intervals)
{
    /// <summary>The result as it is shown.</summary>
    public static LoadOutput Of(LoadSettings settings, LoadTally tally, TimeSpan took, TimeSpan processor)
    {
        var claimed = tally.Latencies.GetValueOrDefault(LoadOutcome.Claimed)?.TotalCount ?? 0;
        return new LoadOutput(
            settings.Run,
            settings.Seed,
            Math.Round(took.TotalSeconds, 3),
            Math.Round(claimed / Math.Max(took.TotalSeconds, 0.001), 1),
            tally.Calls,
            tally.UnknownCalls,
            tally.Unsent,
            Math.Round(processor.TotalSeconds, 3),
            [.. tally.Latencies.Select(it => LatencyOutput.Of(Words.Of(it.Key), it.Value))],
            LatencyOutput.Of("sentLate", tally.Lateness),
            IntervalOutput.Of(tally.Seconds));
    }

    /// <summary>Shows it to people.</summary>
    public void Show(Screen screen)
    {
        screen.Fields(
            ("run", Run),
            ("seed", Seed.ToString(CultureInfo.InvariantCulture)),
            ("seconds", Words.Of(Seconds)),
            ("claimed per second", Words.Of(ClaimedPerSecond)),
            ("calls", Words.Of(Calls)),
            ("of unknown outcome", Words.Of(UnknownCalls)),
            ("not sent", Words.Of(NotSent)),
            ("processor seconds", Words.Of(CpuSeconds)));
        screen.Line("");
        screen.Table(LatencyOutput.Headings, Outcomes.Append(Lateness).Select(it => it.Cells()));
        screen.Line("");
        screen.Table(IntervalOutput.Headings, Intervals.Select(it => it.Cells()));
    }
}
