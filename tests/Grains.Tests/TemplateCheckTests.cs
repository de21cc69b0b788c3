using Prebuilds.Grains.Tests.Cluster;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Xunit;

namespace Prebuilds.Grains.Tests;

/// <summary>Versions that only their provisioner can check. No tick helps: what happens, happens at once.</summary>
public sealed class TemplateCheckTests
{
    [Theory]
    [InlineData(ProvisionerKind.Script)]
    [InlineData(ProvisionerKind.Terraform)]
    public async Task A_pushed_version_that_passes_starts_at_once_and_not_at_the_next_tick(ProvisionerKind kind)
    {
        await using var cluster = await Start(kind);

        var preset = await cluster.Push(instances: 2);

        var before = (await cluster.UntilReady(preset, 2)).Preset.Version;
        await cluster.Push(instances: 1, greeting: "two");
        var after = await cluster.Until(
            preset, status => status.Preset.Version != before && status.Plan.State.Eligible == 1, "the new version");
        Assert.NotEqual(before, after.Preset.Version);
    }

    [Fact]
    public async Task A_version_with_problems_is_never_activated_and_the_pool_of_the_one_before_goes_on()
    {
        await using var cluster = await Start(ProvisionerKind.Terraform);
        var preset = await cluster.Push(instances: 1);
        var good = (await cluster.UntilReady(preset, 1)).Preset.Version;
        cluster.Provisioner.Problems = [new Problem("main.tf:1", "it is empty", "Write something")];

        var pushed = await cluster.PushVersion(instances: 3, greeting: "two");

        Assert.Equal((VersionCheck.Pending, false), (pushed.Version.Check, pushed.Active));
        var template = (await Eventually.Sees(
            () => cluster.Grains.Catalog().GetTemplate("t"),
            seen => Version(seen!, pushed.Version.Id).Check == VersionCheck.Failed,
            "the failed check"))!;
        Assert.Equal(good, template.ActiveVersion);
        Assert.Equal("it is empty", Assert.Single(Version(template, pushed.Version.Id).Problems).What);
        var refused = Assert.IsType<CommandOutcome.Refused>(
            await cluster.Grains.Template("t").Promote(pushed.Version.Id));
        Assert.Contains("prebuilds template show t", refused.Message, StringComparison.Ordinal);
        Assert.All(await cluster.Workspaces(preset), row => Assert.Equal(good, row.Workspace.Version));
        Assert.Equal(1, (await cluster.Status(preset)).Plan.State.Eligible);
    }

    [Fact]
    public async Task What_the_check_chose_is_kept_with_the_version()
    {
        await using var cluster = await Start(ProvisionerKind.Terraform);
        cluster.Provisioner.Pins = "chosen"u8.ToArray();

        var preset = await cluster.Push(instances: 1);

        var version = (await cluster.Status(preset)).Preset.Version;
        Assert.Equal("chosen"u8.ToArray(), (await cluster.Store.ReadPins(version, default))!.Value.ToArray());
    }

    private static TemplateVersion Version(Template template, TemplateVersionId id) =>
        template.Versions.First(version => version.Id == id);

    private static Task<PoolCluster> Start(ProvisionerKind kind) => PoolCluster.Start(
        new InMemoryStore(), options => options.ReconciliationInterval = TimeSpan.FromHours(1), kind: kind);
}
