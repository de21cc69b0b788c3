using Prebuilds.Bench.Reports;

namespace Prebuilds.Bench.Loop;

/// <summary>What workspaces took that were made one after another.</summary>
/// <param name="Each">Milliseconds for one, over all of them.</param>
/// <param name="First">Milliseconds until the first was made.</param>
/// <param name="Others">Milliseconds for one, over all but the first.</param>
internal sealed record SequentialTimes(double Each, double First, double Others)
{
    /// <summary>The times of workspaces that were made at these instants after the start.</summary>
    public static SequentialTimes Of(IReadOnlyList<TimeSpan> made)
    {
        var (first, all) = (made[0].TotalMilliseconds, made[^1].TotalMilliseconds);
        return new SequentialTimes(all / made.Count, first, (all - first) / (made.Count - 1));
    }

    /// <summary>The median of several runs, figure by figure.</summary>
    public static SequentialTimes Median(IReadOnlyCollection<SequentialTimes> runs) => new(
        runs.Select(run => run.Each).Median(),
        runs.Select(run => run.First).Median(),
        runs.Select(run => run.Others).Median());
}
