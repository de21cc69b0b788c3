using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Prebuilds.Grains.Telemetry;

namespace Prebuilds.Grains.Tests.Cluster;

/// <summary>What one counter of a silo counts from now on, by its labels.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _counts = new();

    /// <summary>Begins.</summary>
    /// <param name="meters">The silo's; other silos of this process have instruments of the same name.</param>
    /// <param name="counter">The counter's name.</param>
    public Counted(IMeterFactory meters, string counter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PrebuildsMetrics.MeterName && instrument.Meter.Scope == meters
                && instrument.Name == counter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, labels, _) =>
        {
            var text = string.Join(',', labels.ToArray().Select(label => $"{label.Key}={label.Value}"));
            for (var i = 0; i < count; i++)
            {
                _counts.Enqueue(text);
            }
        });
        _listener.Start();
    }

    /// <summary>The labels of each count, such as <c>template=t,preset=p</c>.</summary>
    public IReadOnlyCollection<string> All => _counts;

    public void Dispose() => _listener.Dispose();
}
