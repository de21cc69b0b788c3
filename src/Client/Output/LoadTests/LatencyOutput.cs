using HdrHistogram;

namespace Prebuilds.Client.Output.LoadTests;

/// <summary>How long something took, how often.</summary>
/// <param name="Outcome">What it was.</param>
/// <param name="Count">How often.</param>
/// <param name="P50Milliseconds">Half took at most this long.</param>
/// <param name="P90Milliseconds">Of ten, nine.</param>
/// <param name="P99Milliseconds">Of a hundred, all but one.</param>
/// <param name="P999Milliseconds">Of a thousand, all but one.</param>
/// <param name="MaxMilliseconds">All.</param>
internal sealed record LatencyOutput(
    string Outcome,
    long Count,
    double P50Milliseconds,
    double P90Milliseconds,
    double P99Milliseconds,
    double P999Milliseconds,
    double MaxMilliseconds)
{
    /// <summary>Headings of <see cref="Cells"/>.</summary>
    public static string[] Headings { get; } = ["OUTCOME", "COUNT", "P50 MS", "P90 MS", "P99 MS", "P99.9 MS", "MAX MS"];

    /// <summary>Reads a histogram of microseconds.</summary>
    public static LatencyOutput Of(string outcome, LongHistogram histogram) => new(
        outcome,
        histogram.TotalCount,
        At(histogram, 50),
        At(histogram, 90),
        At(histogram, 99),
        At(histogram, 99.9),
        At(histogram, 100));

    /// <summary>One row of a table.</summary>
    public string[] Cells() =>
    [
        Outcome,
        Words.Of(Count),
        Words.Of(P50Milliseconds),
        Words.Of(P90Milliseconds),
        Words.Of(P99Milliseconds),
        Words.Of(P999Milliseconds),
        Words.Of(MaxMilliseconds),
    ];

    private static double At(LongHistogram histogram, double percentile) =>
        histogram.GetValueAtPercentile(percentile) / 1000.0;
}
