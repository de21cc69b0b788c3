using HdrHistogram;
using Prebuilds.Client.LoadTests.History;

namespace Prebuilds.Client.LoadTests.Running;

/// <summary>What came of a load test: counts and latencies. For one thread at a time.</summary>
/// <param name="start">When it began.</param>
internal sealed class LoadTally(DateTimeOffset start)
{
    private const long Longest = 3_600_000_000;

    private readonly SortedDictionary<LoadOutcome, LongHistogram> _latencies = [];
    private readonly List<LoadSecond> _seconds = [];

    /// <summary>Calls that were made, each try counted.</summary>
    public long Calls { get; private set; }

    /// <summary>Calls whose outcome is unknown, each try counted.</summary>
    public long UnknownCalls { get; private set; }

    /// <summary>Claims that were due and not sent, because too many were in flight.</summary>
    public long Unsent { get; private set; }

    /// <summary>From the intended instant to the answer, in microseconds, for each outcome that there was.</summary>
    public IReadOnlyDictionary<LoadOutcome, LongHistogram> Latencies => _latencies;

    /// <summary>From the intended instant to the first try, in microseconds.</summary>
    public LongHistogram Lateness { get; } = Histogram();

    /// <summary>What ended in each second.</summary>
    public IReadOnlyList<LoadSecond> Seconds => _seconds;

    /// <summary>A call is over.</summary>
    public void Add(LoadEvent call)
    {
        var line = call.Line;
        Calls++;
        UnknownCalls += line.Outcome == HistoryOutcome.Unknown ? 1 : 0;
        if (call.IsFirst)
        {
            Lateness.RecordValue(Microseconds(line.Start - line.Intended));
        }

        if (!call.IsLast)
        {
            return;
        }

        var (outcome, latency) = (Of(call), Microseconds(line.End - line.Intended));
        if (!_latencies.TryGetValue(outcome, out var histogram))
        {
            _latencies[outcome] = histogram = Histogram();
        }

        histogram.RecordValue(latency);
        At(line.End).Add(outcome, latency);
    }

    /// <summary>A claim that was due was not sent.</summary>
    public void NotSent(DateTimeOffset intended)
    {
        Unsent++;
        At(intended).NotSent++;
    }

    /// <summary>An hour in microseconds at most, to three digits.</summary>
    private static LongHistogram Histogram() => new(Longest, numberOfSignificantValueDigits: 3);

    private static long Microseconds(TimeSpan time) => Math.Clamp((long)time.TotalMicroseconds, 0, Longest);

    private static LoadOutcome Of(LoadEvent call) => (call.Line.Operation, call.Line.Outcome) switch
    {
        (HistoryOperation.Delete, HistoryOutcome.Done) => LoadOutcome.Deleted,
        (HistoryOperation.Delete, _) => LoadOutcome.NotDeleted,
        _ when call.IsOpen => LoadOutcome.Unknown,
        (_, HistoryOutcome.Claimed) => call.Line.Repeat == true ? LoadOutcome.Repeated : LoadOutcome.Claimed,
        (_, HistoryOutcome.NoneClaimable) => LoadOutcome.NoneClaimable,
        (_, HistoryOutcome.NameTaken) => LoadOutcome.NameTaken,
        (_, HistoryOutcome.PresetUnknown) => LoadOutcome.PresetUnknown,
        (_, HistoryOutcome.NotSupported) => LoadOutcome.NotSupported,
        _ => LoadOutcome.Unknown,
    };

    private LoadSecond At(DateTimeOffset instant)
    {
        var second = Math.Max(0, (int)(instant - start).TotalSeconds);
        while (_seconds.Count <= second)
        {
            _seconds.Add(new LoadSecond());
        }

        return _seconds[second];
    }
}
