using System.Reflection;
using Prebuilds.Grains;
using Prebuilds.Grains.Catalog;
using Prebuilds.Grains.Notifications;
using Prebuilds.Grains.Orchestration;
using Prebuilds.Grains.Presets;
using Prebuilds.Grains.Templates;
using Prebuilds.Silo.Tests.Client.Fakes.Grains;

namespace Prebuilds.Silo.Tests.Client.Fakes;

/// <summary>
/// A grain factory without a cluster: one grain of each kind, and a note of the keys that were asked for.
/// </summary>
#pragma warning disable CA1852 // It is derived from: at run time, by DispatchProxy.
internal class FakeCluster : DispatchProxy
#pragma warning restore CA1852
{
    public FakePresetGrain Preset { get; } = new();

    public FakeTemplateGrain Template { get; } = new();

    public FakeOrchestrator Loop { get; } = new();

    public FakeCatalog Catalog { get; } = new();

    public FakeNotifications Notifications { get; } = new();

    /// <summary>The keys of all grains that were asked for, oldest first.</summary>
    public List<object> Keys { get; } = [];

    public IGrainFactory Grains => (IGrainFactory)(object)this;

    public static FakeCluster Create() => (FakeCluster)Create<IGrainFactory, FakeCluster>();

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Keys.Add(args![0]!);
        var kind = targetMethod!.GetGenericArguments().Single();
        return kind == typeof(IPresetGrain) ? Preset
            : kind == typeof(ITemplateGrain) ? Template
            : kind == typeof(IOrchestratorGrain) ? Loop
            : kind == typeof(ICatalogGrain) ? Catalog
            : kind == typeof(INotificationGrain) ? Notifications
            : throw new NotSupportedException($"{targetMethod}");
    }

    internal static Task<CommandOutcome> Done(string message) =>
        Task.FromResult<CommandOutcome>(new CommandOutcome.Done(message));
}
