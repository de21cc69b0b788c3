using Prebuilds.Client.LoadTests.Arrivals;
using Prebuilds.Client.LoadTests.Running;
using Prebuilds.Grains;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.EndToEnd;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Prebuilds.Silo.Tests.Terraform;

/// <summary>
/// Two versions of templates promoted in turn under a steady load, with the real silo and the real terraform. Claims
/// come every two seconds, whatever the pools have: far fewer than the creations that the surge allows at once can
/// replace.
/// </summary>
[Trait("Needs", "terraform")]
public sealed class TerraformRolloutTests(ITestOutputHelper output)
{
    private const int Promotions = 4;
    private const int Instances = 6;
    private const int Surge = 3;

    private static readonly PresetName Rolling = new("rolling", "one");
    private static readonly PresetName Recreated = new("recreated", "one");

    /// <summary>
    /// The pool that is recreated has nothing to give for more than two seconds after a promotion, which a claim every
    /// two seconds cannot but meet.
    /// </summary>
    [Fact]
    public async Task Steady_claims_all_hit_a_rolling_pool_that_never_outgrows_its_surge_and_miss_a_recreated_one()
    {
        await using var scene = await TerraformScene.Start(
            ("Prebuilds__Reconciliation__Interval", "00:00:01"),
            ("Prebuilds__Builds__MaxConcurrent", "8"));
        await using var client = await ClusterClient.Connect(scene.Silo);
        var rolling = await PushBoth(
            scene, client, Rolling, $"instances: {Instances}, rollout: {{ strategy: rolling, surge: {Surge} }}", 1);
        var recreated = await PushBoth(
            scene, client, Recreated, "instances: 2, rollout: { strategy: recreate }", 2);
        await scene.UntilReady($"{Rolling}", Instances);
        await scene.UntilReady($"{Recreated}", 2);
        await using var watch = MemberWatch.Begin(client, Rolling);
        await using var hits = Claim(scene, client, Rolling);
        await using var misses = Claim(scene, client, Recreated);

        for (var promotion = 1; promotion <= Promotions; promotion++)
        {
            await Task.WhenAll(
                Promote(client, Rolling, rolling[promotion % 2]), Promote(client, Recreated, recreated[promotion % 2]));
        }

        var (hit, missed) = (Judge(Rolling, await hits.End()), Judge(Recreated, await misses.End()));
        await watch.End();
        output.WriteLine($"{watch.Most} members at most in {watch.Looks} looks");
        Assert.Equal(0, hit.Misses);
        Assert.NotEqual(0, hit.Claimed);
        Assert.NotEqual(0, missed.Misses);
        Assert.InRange(watch.Most, Instances, Instances + Surge);
    }

    /// <summary>Pushes two versions, the first of which is activated.</summary>
    private static async Task<TemplateVersionId[]> PushBoth(
        TerraformScene scene, ClusterClient client, PresetName preset, string pool, int seconds)
    {
        await scene.Push(scene.Templates.Versioned(preset.Template, "first", pool, seconds));
        var first = (await client.Prebuilds.Templates.Get(preset.Template))!.ActiveVersion!.Value;
        var second = scene.Templates.Versioned(preset.Template, "second", pool, seconds);
        await scene.Run("template", "push", second, "--no-activate");
        var template = await client.Prebuilds.Templates.Get(preset.Template);
        return [first, template!.Versions.Single(version => version.Id != first).Id];
    }

    private static ClaimRun Claim(TerraformScene scene, ClusterClient client, PresetName preset) => ClaimRun.Begin(
        client,
        Directory.CreateDirectory(Path.Combine(scene.Silo.Folder, $"claims-{preset.Template}")).FullName,
        new LoadSettings
        {
            Presets = [preset],
            Run = preset.Template,
            Arrivals = new ArrivalSettings { Kind = ArrivalKind.Constant, Rate = 0.5 },
        });

    /// <summary>
    /// Promotes a version, and waits until its pool has members of it and no others. Whether one of them can be given
    /// is not asked: claims take those of the smaller pool as they become ready.
    /// </summary>
    private static async Task Promote(ClusterClient client, PresetName preset, TemplateVersionId version)
    {
        Assert.IsType<CommandOutcome.Done>(await client.Prebuilds.Templates.Promote(preset.Template, version));
        await Eventually.Sees(
            () => MemberWatch.Members(client, preset),
            members => members is not [] && members.TrueForAll(member => member.Version == version),
            $"{preset}: a pool of version {version} alone");
    }

    /// <summary>What came of the claims; the one that the end may have interrupted is neither.</summary>
    private (long Claimed, long Misses) Judge(PresetName preset, LoadTally tally)
    {
        var claimed = tally.Latencies.TryGetValue(LoadOutcome.Claimed, out var latencies) ? latencies.TotalCount : 0;
        output.WriteLine($"{preset}: {tally.Calls} calls, {claimed} hits, {tally.UnknownCalls} unknown");
        Assert.InRange(tally.UnknownCalls, 0, 1);
        Assert.Equal(0, tally.Unsent);
        return (claimed, tally.Calls - claimed - tally.UnknownCalls);
    }
}
