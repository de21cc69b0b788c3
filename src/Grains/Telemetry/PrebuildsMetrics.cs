using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Prebuilds.Claims;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rosters;
using Prebuilds.Presets;

namespace Prebuilds.Grains.Telemetry;

/// <summary>
/// Every instrument, named once. Gauges show the pools whose grains live on this silo; counters never fall.
/// </summary>
public sealed class PrebuildsMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Prebuilds";

    private readonly ConcurrentDictionary<PresetId, Observed> _pools = new();
    private readonly ConcurrentDictionary<string, (int Waiting, int Dead)> _sinks = new();
    private readonly Meter _meter;
    private readonly Counter<long> _created;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _claimed;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _fenced;
    private readonly Counter<long> _givenUp;
    private readonly Counter<long> _replaced;
    private readonly Counter<long> _notifications;
    private readonly Histogram<double> _pass;
    private readonly Histogram<double> _claim;
    private readonly Histogram<double> _refill;
    private readonly Histogram<double> _handOver;
    private readonly Histogram<double> _build;
    private volatile bool _paused;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Makes the meter.</param>
    public PrebuildsMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _created = Count("prebuilds.created", "Members that were created for a pool.");
        _failed = Count("prebuilds.failed", "Creations that failed.");
        _claimed = Count("prebuilds.claimed", "Members that were handed to a user.");
        _misses = Count("prebuilds.claim_misses", "Claims that found no member, by reason.");
        _fenced = Count(
            "prebuilds.stale_activations",
            "Activations that were shut out: by a newer epoch, or because their silo was given up.");
        _givenUp = Count(
            "prebuilds.silos_given_up", "Other silos that the cluster gave up while this one was a member.");
        _replaced = Count(
            "prebuilds.resource_replacements",
            "Resources that hand-overs began to replace, which destroys what was prebuilt.");
        _notifications = Count("prebuilds.notifications", "Tries to tell a webhook or the log, by outcome.");
        _pass = Seconds("prebuilds.reconciliation_duration", "One pass over all presets.");
        _claim = Seconds("prebuilds.claim_duration", "From a claim's receipt by its grain to its durable answer.");
        _refill = Seconds("prebuilds.refill_delay", "From the first claim of a wave to its queued replacements.");
        _handOver = Seconds(
            "prebuilds.handover_duration",
            "From a claim's decision until the workspace was usable, where a claim step runs.");
        _build = Seconds("prebuilds.build_duration", "One lease of a build, by kind and outcome.");
        AddGauges();
    }

    private void AddGauges()
    {
        Gauge("prebuilds.desired", "Members wanted now.", pool => pool.State.Desired);
        Gauge("prebuilds.running", "Members that exist.", pool => pool.State.Actual);
        Gauge("prebuilds.eligible", "Members that can be claimed.", pool => pool.State.Eligible);
        Gauge("prebuilds.starting", "Members on their way.", pool => pool.State.Starting);
        Gauge(
            "prebuilds.preset_hard_limited",
            "1 while too many failures hold creation.",
            pool => pool.Failures.HardLimited ? 1 : 0);
        Gauge(
            "prebuilds.preset_validation_failed",
            "1 while a permanent error holds creation.",
            pool => pool.Failures.ValidationFailed ? 1 : 0);
        Gauge("prebuilds.notifications_waiting", "Notifications that are not delivered yet.", sink => sink.Waiting);
        Gauge("prebuilds.notifications_dead", "Notifications that were given up and are kept.", sink => sink.Dead);
        _meter.CreateObservableGauge(
            "prebuilds.reconciliation_paused",
            () => _paused ? 1 : 0,
            description: "1 while reconciliation is paused or stopped.");
    }

    /// <summary>Shows a pool as it was just decided on.</summary>
    internal void Observe(Preset preset, PoolState state, FailureFacts failures)
    {
        var known = _pools.GetValueOrDefault(preset.Id);
        if (known is null || known.State != state || known.Failures != failures)
        {
            _pools[preset.Id] = new Observed(known?.Labels ?? Labels(preset), state, failures);
        }
    }

    /// <summary>Shows a pool no longer: its grain has left this silo.</summary>
    internal void Forget(PresetId preset) => _pools.TryRemove(preset, out _);

    /// <summary>Counts an executed plan.</summary>
    internal void Executed(Preset preset, int created, TimeSpan? sinceClaim)
    {
        _created.Add(created, Labels(preset));
        if (sinceClaim is { } delay)
        {
            _refill.Record(delay.TotalSeconds, Labels(preset));
        }
    }

    /// <summary>Counts a failed creation.</summary>
    internal void Failed(Preset preset) => _failed.Add(1, Labels(preset));

    /// <summary>Counts an activation that a newer one shut out.</summary>
    internal void Fenced(Preset preset) => _fenced.Add(1, Labels(preset));

    /// <summary>
    /// Counts an activation that was refused, because its silo was given up: it has no preset, or never knew its name.
    /// </summary>
    internal void Refused() => _fenced.Add(1);

    /// <summary>Counts a silo that the cluster has given up.</summary>
    public void GivenUp() => _givenUp.Add(1);

    /// <summary>Counts an answered claim.</summary>
    internal void Claimed(Preset preset, ClaimOutcome outcome, TimeSpan took)
    {
        _claim.Record(took.TotalSeconds, Labels(preset));
        switch (outcome)
        {
            case ClaimOutcome.Claimed { Repeat: false }:
                _claimed.Add(1, Labels(preset));
                break;
            case ClaimOutcome.NoneClaimable miss:
                _misses.Add(1, [.. Labels(preset), new("reason", miss.Reason.ToString())]);
                break;
        }
    }

    /// <summary>Counts resources that a hand-over begins to replace.</summary>
    internal void Replaced(PresetName preset, int resources) => _replaced.Add(resources, Labels(preset));

    /// <summary>Records a hand-over that succeeded.</summary>
    internal void HandedOver(Preset preset, TimeSpan took) => _handOver.Record(took.TotalSeconds, Labels(preset));

    /// <summary>Records a pass.</summary>
    internal void Passed(TimeSpan took, bool paused)
    {
        _paused = paused;
        _pass.Record(took.TotalSeconds);
    }

    /// <summary>Records a lease of a build.</summary>
    internal void Built(PresetName preset, string kind, string outcome, TimeSpan took) =>
        _build.Record(took.TotalSeconds, [.. Labels(preset), new("kind", kind), new("outcome", outcome)]);

    /// <summary>Counts a try to tell somebody of an event.</summary>
    /// <param name="webhook">Whom.</param>
    /// <param name="outcome">
    /// <c>delivered</c>, <c>failed</c> (it is tried again) or <c>dead</c> (it is given up).
    /// </param>
    public void Notified(string webhook, string outcome) =>
        _notifications.Add(1, new("webhook", webhook), new("outcome", outcome));

    /// <summary>Shows what waits to be told to somebody, and what was given up.</summary>
    /// <param name="webhook">Whom.</param>
    /// <param name="queue">How many; null: another silo tells it, and shows it.</param>
    public void Queued(string webhook, (int Waiting, int Dead)? queue)
    {
        if (queue is { } counts)
        {
            _sinks[webhook] = counts;
        }
        else
        {
            _sinks.TryRemove(webhook, out _);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?>[] Labels(Preset preset) => Labels(preset.Name);

    private static KeyValuePair<string, object?>[] Labels(PresetName name) =>
        [new("template", name.Template), new("preset", name.Preset)];

    private Counter<long> Count(string name, string description) =>
        _meter.CreateCounter<long>(name, description: description);

    private Histogram<double> Seconds(string name, string description) => _meter.CreateHistogram(
        name, "s", description, advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries =
                [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300],
        });

    private void Gauge(string name, string description, Func<Observed, int> value) => _meter.CreateObservableGauge(
        name,
        () => _pools.Values.Select(pool => new Measurement<int>(value(pool), pool.Labels)),
        description: description);

    private void Gauge(string name, string description, Func<(int Waiting, int Dead), int> value) =>
        _meter.CreateObservableGauge(
            name,
            () => _sinks.Select(sink => new Measurement<int>(value(sink.Value), [new("webhook", sink.Key)])),
            description: description);

    private sealed record Observed(KeyValuePair<string, object?>[] Labels, PoolState State, FailureFacts Failures);
}
