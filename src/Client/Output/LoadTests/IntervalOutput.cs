using Prebuilds.Client.LoadTests.Running;

namespace Prebuilds.Client.Output.LoadTests;

/// <summary>What ended in a part of a load test.</summary>
/// <param name="FromSecond">Where the part begins.</param>
/// <param name="Claimed">Claims that were granted, now or before.</param>
/// <param name="Otherwise">Claims that were told that there is nothing, and deletions.</param>
/// <param name="Unknown">Claims without an answer.</param>
/// <param name="NotSent">Claims that were due and not sent.</param>
/// <param name="MaxMilliseconds">The longest latency.</param>
internal sealed record IntervalOutput(
    int FromSecond, long Claimed, long Otherwise, long Unknown, long NotSent, double MaxMilliseconds)
{
    /// <summary>Most parts that are shown.</summary>
    private const int Most = 30;

    /// <summary>Headings of <see cref="Cells"/>.</summary>
    public static string[] Headings { get; } =
        ["FROM SECOND", "CLAIMED", "OTHERWISE", "UNKNOWN", "NOT SENT", "MAX MS"];

    /// <summary>Seconds together, at most 30 parts of equal length.</summary>
    public static IntervalOutput[] Of(IReadOnlyList<LoadSecond> seconds)
    {
        var length = Math.Max(1, (seconds.Count + Most - 1) / Most);
        return [.. seconds.Chunk(length).Select((chunk, i) => Of(i * length, chunk))];
    }

    /// <summary>One row of a table.</summary>
    public string[] Cells() =>
    [
        Words.Of(FromSecond),
        Words.Of(Claimed),
        Words.Of(Otherwise),
        Words.Of(Unknown),
        Words.Of(NotSent),
        Words.Of(MaxMilliseconds),
    ];

    private static IntervalOutput Of(int from, LoadSecond[] seconds)
    {
        var sum = new LoadSecond();
        foreach (var second in seconds)
        {
            sum.Add(second);
        }

        return new(from, sum.Claimed, sum.Otherwise, sum.Unknown, sum.NotSent, sum.MaxMicroseconds / 1000.0);
    }
}
