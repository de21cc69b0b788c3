using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prebuilds.Events;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Presets;
using Prebuilds.Silo.Notifications;
using Prebuilds.Silo.Notifications.Sinks;
using Prebuilds.Storage;
using Prebuilds.Storage.Notifications;
using Prebuilds.Storage.Writes;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Xunit;

namespace Prebuilds.Silo.Tests.Notifications;

/// <summary>
/// Couriers that post to a real receiver what happens in a store; time stands still unless it is moved.
/// </summary>
internal sealed class DeliveryScene : IAsyncDisposable
{
    public const string Secret = "a secret of 16 characters";

    private readonly ServiceProvider _services;

    private DeliveryScene(Receiver receiver)
    {
        Receiver = receiver;
        Store = new InMemoryStore(Clock);
        var services = new ServiceCollection();
        services.AddMetrics().AddSingleton<PrebuildsMetrics>().AddWebhookClient();
        _services = services.BuildServiceProvider();
        Options.MaxAttempts = 3;
        Options.Webhook("ops").Target = $"{receiver.Url}/hook";
        Options.Webhook("ops").Secret = Secret;
        Options.Webhook("ops").Kinds = [.. Enum.GetValues<EventKind>()];
    }

    public FakeTimeProvider Clock { get; } = new(A.Noon);

    public InMemoryStore Store { get; }

    public Receiver Receiver { get; }

    public NotificationOptions Options { get; } = new();

    /// <summary>Pushes a template with two presets, <c>a</c> and <c>b</c>, and lets a courier take its place.</summary>
    public static async Task<(DeliveryScene Scene, Courier Courier)> Start()
    {
        var scene = new DeliveryScene(await Receiver.Start());
        PresetDefinition[] presets = [.. new[] { "a", "b" }.Select(name => new PresetDefinition(
            name,
            ImmutableSortedDictionary<string, string>.Empty,
            new PoolSettings(1, null, TimeSpan.FromMinutes(5), null)))];
        await scene.Store.PushVersion(
            new TemplateVersion(
                A.Version, new TemplateDefinition("t", ProvisionerKind.Script, [], [.. presets]), false, A.Noon),
            new TemplatePackage([]),
            activate: true,
            default);
        var courier = scene.Hire();
        await courier.Step(default);
        return (scene, courier);
    }

    /// <summary>Another silo's courier for the same webhook.</summary>
    public Courier Hire(INotificationStore? store = null)
    {
        var sink = new WebhookSink(
            "ops", Options.Webhook("ops"), _services.GetRequiredService<IHttpClientFactory>(), Clock)
        {
            Timeout = Options.Timeout,
        };
        return new Courier(sink, new CourierServices(
            store ?? Store,
            Store,
            _services.GetRequiredService<PrebuildsMetrics>(),
            Microsoft.Extensions.Options.Options.Create(Options),
            Clock,
            Guid.CreateVersion7,
            NullLogger<Courier>.Instance));
    }

    /// <summary>Lets something happen to a pool.</summary>
    public async Task Happen(string preset, string detail, EventKind kind = EventKind.HardLimited)
    {
        var id = new PresetName("t", preset).ToId();
        var opened = Assert.IsType<PresetOpening.Opened>(await Store.OpenPreset(id, null, default));
        var write = new PresetWrite(
            id,
            opened.Slice.Epoch,
            opened.Slice.Revision,
            [new PresetChange.Tell(new PoolEvent(kind, detail))],
            Clock.GetUtcNow());
        Assert.IsType<PresetWriteResult.Written>(await Store.Write(write, default));
    }

    /// <summary>Steps until there is nothing to do at this instant.</summary>
    public static async Task Rest(Courier courier)
    {
        while (await courier.Step(default) == TimeSpan.Zero)
        {
        }
    }

    /// <summary>What the gauges of notifications show.</summary>
    public Dictionary<string, int> Gauges()
    {
        var shown = new Dictionary<string, int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) =>
        {
            if (labels.Contains(new("webhook", "ops")))
            {
                shown.Add(instrument.Name, value);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return shown;
    }

    /// <summary>The details that arrived, in order.</summary>
    public IEnumerable<string> Details => Receiver.Posts.Select(post => post.Detail);

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await _services.DisposeAsync();
    }
}
