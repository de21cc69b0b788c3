using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Grains.Catalog;
using Prebuilds.Grains.Hosting;
using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rosters;
using Prebuilds.Presets;
using Prebuilds.Silo.Demo;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Hosting;

/// <summary>What a newcomer is shown in the log, over grains that are none.</summary>
public sealed class DemoTests : IDisposable
{
    private static readonly PresetName Preset = new(ExampleDirectory.Template, "small");

    private readonly FakeCluster _cluster = FakeCluster.Create();
    private readonly LogLines _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_start_after_one_that_was_broken_off_pushes_nothing_and_says_how_to_claim_all_the_same()
    {
        _cluster.Catalog.Templates.Add(Stored());
        _cluster.Catalog.Presets.Add(Full());

        await Run();

        Assert.Empty(_cluster.Template.Commands);
        Assert.Equal(
            [
                $"{Preset}: 3 of 3 ready",
                $"Claim a workspace: dotnet run --project src/Client -- claim {Preset} --name dev1",
            ],
            _log.All);
    }

    [Fact]
    public async Task An_empty_store_is_given_the_example()
    {
        _cluster.Catalog.Presets.Add(Full());

        await Run();

        Assert.Equal(["push True"], _cluster.Template.Commands);
        Assert.Contains(_log.All, line => line.StartsWith("Claim a workspace", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task An_example_that_somebody_took_away_is_left_alone(bool deprecated, bool deleted)
    {
        _cluster.Catalog.Templates.Add(Stored() with { Deprecated = deprecated, Deleted = deleted });

        await Run();

        Assert.Empty(_cluster.Template.Commands);
        Assert.Empty(_log.All);
    }

    [Fact]
    public async Task Whoever_has_templates_of_his_own_is_not_given_the_example()
    {
        _cluster.Catalog.Templates.Add(Examples.Template());

        await Run();

        Assert.Empty(_cluster.Template.Commands);
        Assert.Empty(_log.All);
    }

    private async Task Run()
    {
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(_log));
        using var demo = new DemoTemplate(
            _cluster.Grains,
            Options.Create(new GrainsOptions()),
            TimeProvider.System,
            logs.CreateLogger<DemoTemplate>());
        await demo.StartAsync(default);
        await demo.ExecuteTask!;
    }

    private static Template Stored()
    {
        var pool = A.Preset(instances: 3).Pool;
        var definition = new TemplateDefinition(
            Preset.Template,
            ProvisionerKind.Script,
            [],
            [new PresetDefinition(Preset.Preset, ImmutableSortedDictionary<string, string>.Empty, pool)]);
        var version = new TemplateVersion(A.Version, definition, HasClaimStep: true, A.Noon);
        return new Template(Preset.Template, A.Version, Deprecated: false, Deleted: false, [version]);
    }

    private static PresetStatus Full()
    {
        var preset = A.Preset(instances: 3) with { Id = Preset.ToId(), Name = Preset };
        var state = new PoolState(
            Actual: 3, Expired: 0, Desired: 3, Eligible: 3, Extraneous: 0, Starting: 0, Stopping: 0, Deleting: 0);
        return new PresetStatus(preset, new PresetPlan(preset.Id, state, [], []), FailureFacts.None, FailedMembers: 0);
    }
}
