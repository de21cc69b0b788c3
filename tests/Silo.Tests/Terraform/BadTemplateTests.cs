using System.Text.Json;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Terraform;

/// <summary>
/// Templates that cannot work, with the real silo, the real terraform and the real command line: one clear error each,
/// and the pool of another preset is not disturbed.
/// </summary>
[Trait("Needs", "terraform")]
public sealed class BadTemplateTests
{
    /// <summary>How many failed creations in a row stop a pool.</summary>
    private const int HardLimit = 2;

    /// <summary>Most characters of an error, and most of a log with the sentence that says that it is cut.</summary>
    private const int MaxError = 2_000, MaxLog = 1024 * 1024 + 200;

    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task What_cannot_be_built_ends_in_one_clear_error_and_a_hold_while_another_pool_serves_its_claims()
    {
        await using var scene = await TerraformScene.Start(
            ("Prebuilds__Reconciliation__Interval", "00:00:01"),
            ("Prebuilds__Reconciliation__BackoffInterval", $"{Backoff:c}"),
            ("Prebuilds__Reconciliation__FailureHardLimit", $"{HardLimit}"),
            ("Prebuilds__Builds__StateLimit", BadTemplate.StateLimit),
            ("Prebuilds__Builds__MaxConcurrent", "4"));
        await scene.Push(scene.Templates.Plain());
        await scene.UntilReady("plain/one", 1);
        await RefuseThoseThatTerraformFindsWrong(scene);
        await Task.WhenAll(BadTemplate.All.Select(
            bad => scene.Push(scene.Templates.Write(bad.Name, bad.Pool, bad.Configuration))));
        await scene.Run("claim", "plain/one", "--name", "meanwhile", "--wait", "30s");
        await scene.UntilHandOver("meanwhile", "done");
        await UntilHeld(scene);
        using var builds = await scene.Json("build", "list");
        await Task.WhenAll(BadTemplate.All.Select(
            bad => JudgeErrors(scene, bad, [.. builds.RootElement.EnumerateArray().Where(build => IsOf(build, bad))])));
        await scene.UntilReady("plain/one", 1);
        await scene.Run("claim", "plain/one", "--name", "afterwards");
        await scene.UntilHandOver("afterwards", "done");
    }

    /// <summary>A push tells what is wrong, and no pool is made.</summary>
    private static async Task RefuseThoseThatTerraformFindsWrong(TerraformScene scene)
    {
        foreach (var (template, problem) in scene.Templates.Broken())
        {
            var (exitCode, printed) = await Cli.Run(scene.Silo, "template", "push", template);
            Assert.Equal(1, exitCode);
            Assert.Contains(problem, printed, StringComparison.Ordinal);
            Assert.Contains("1 problem(s)", printed, StringComparison.Ordinal);
        }

        using var presets = await scene.Json("preset", "list");
        Assert.Equal("plain/one", Text(Assert.Single(presets.RootElement.EnumerateArray()), "name"));
    }

    private static Task<string> UntilHeld(TerraformScene scene) => Eventually.Sees(
        async () =>
        {
            using var presets = await scene.Json("preset", "list");
            return string.Join(' ', presets.RootElement.EnumerateArray()
                .Where(preset => preset.TryGetProperty("hold", out var hold) && hold.ValueKind == JsonValueKind.Object)
                .Select(preset => $"{Text(preset, "name")}:{Text(preset.GetProperty("hold"), "reason")}")
                .Order(StringComparer.Ordinal));
        },
        holds => holds == string.Join(' ', BadTemplate.All
            .Select(bad => $"{bad.Name}/one:{bad.Hold}").Order(StringComparer.Ordinal)),
        "every bad pool held as designed");

    private static async Task JudgeErrors(TerraformScene scene, BadTemplate bad, JsonElement[] creations)
    {
        Assert.Equal(bad.ErrorClass == "permanent" ? 1 : HardLimit, creations.Length);
        Assert.All(creations, creation =>
        {
            Assert.Equal("failed", Text(creation, "status"));
            Assert.Equal(bad.ErrorClass, Text(creation, "errorClass"));
            Assert.Contains(bad.Error, Text(creation, "error"), StringComparison.Ordinal);
            Assert.InRange(Text(creation, "error").Length, 1, MaxError);
        });
        // Newest first: none begins before the backoff that the failures before it cost is over.
        Assert.All(creations.Zip(creations.Skip(1)), pair => Assert.True(
            pair.First.GetProperty("queuedAt").GetDateTimeOffset()
            >= pair.Second.GetProperty("finishedAt").GetDateTimeOffset() + Backoff));
        var log = await scene.Run("build", "logs", Text(creations[0], "id"));
        Assert.InRange(log.Length, 1, MaxLog);
    }

    private static bool IsOf(JsonElement build, BadTemplate bad) =>
        Text(build, "preset") == $"{bad.Name}/one" && Text(build, "kind") == "create";

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
