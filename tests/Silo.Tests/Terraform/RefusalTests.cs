using System.Text.Json;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Terraform;

/// <summary>What becomes of a preset that says <c>onReplacement: refuse</c>, as the people who use it see it.</summary>
[Trait("Needs", "terraform")]
public sealed class RefusalTests
{
    private const string Replaced = "terraform_data.vm, forced by triggers_replace";

    [Fact]
    public async Task Where_every_claim_would_replace_members_stay_as_evidence_and_claims_are_told_why()
    {
        await using var scene = await TerraformScene.Start();
        await scene.Push(scene.Templates.Replacing("refuse"));
        await Eventually.Sees(
            () => scene.Run("preset", "show", "replacing/one", "--output", "json"),
            shown => shown.Contains("validationError", StringComparison.Ordinal),
            "the permanent error");

        var (exitCode, printed) = await Cli.Run(scene.Silo, "claim", "replacing/one", "--name", "dev");

        Assert.Equal(3, exitCode);
        Assert.Contains("(validationFailed)", printed, StringComparison.Ordinal);
        Assert.Contains("would replace terraform_data.vm (triggers_replace)", printed, StringComparison.Ordinal);
        Assert.Contains("onReplacement", printed, StringComparison.Ordinal);
        using var members = await scene.Json("workspace", "list");
        var evidence = Assert.Single(members.RootElement.EnumerateArray());
        Assert.Equal("failed", evidence.GetProperty("phase").GetString());
        var shown = await scene.Run("workspace", "show", evidence.GetProperty("id").GetString()!);
        Assert.Matches($"(?m)^would replace +{Replaced}", shown);
        Assert.Contains("validationFailed  replacing/one", await scene.Run("events"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_one_owners_claim_would_replace_nothing_is_replaced_and_only_that_owner_is_told()
    {
        await using var scene = await TerraformScene.Start();
        await scene.Push(scene.Templates.Choosy());
        await scene.UntilReady("choosy/one", 1);
        using var claimed = await scene.Json("claim", "choosy/one", "--name", "dev", "--wait", "30s");

        var shown = await scene.UntilHandOver("dev", "failed");

        Assert.Equal("running", shown.GetProperty("workspace").GetProperty("phase").GetString());
        Assert.Equal(Machine(claimed.RootElement), Machine(shown));
        var handOver = Assert.Single(
            shown.GetProperty("builds").EnumerateArray(), build => build.GetProperty("kind").GetString() == "claim");
        Assert.Equal("failed", handOver.GetProperty("status").GetString());
        Assert.Equal(1, handOver.GetProperty("attempt").GetInt32());
        Assert.Equal("permanent", handOver.GetProperty("errorClass").GetString());
        var text = await scene.Run("workspace", "show", "dev");
        Assert.Matches($"(?m)^would replace +{Replaced}", text);
        Assert.Contains("The hand-over failed; the workspace is still its owner's.", text, StringComparison.Ordinal);
        var events = await scene.Run("events");
        Assert.Matches("(?m)handOverFailed  choosy/one .* ada  A claim would replace terraform_data.vm", events);
        Assert.DoesNotContain("resourceReplaced", events, StringComparison.Ordinal);
        await TheNextIsServed(scene);

        await scene.Run("workspace", "delete", "dev");
        await Eventually.Sees(
            () => scene.Run("workspace", "list", "--user", "ada", "--output", "json"),
            list => list.Trim() == "[]",
            "no workspace of hers");
    }

    /// <summary>The pool is as it should be, and another owner gets a member of it.</summary>
    private static async Task TheNextIsServed(TerraformScene scene)
    {
        await scene.UntilReady("choosy/one", 1);
        using var preset = await scene.Json("preset", "show", "choosy/one");
        Assert.False(preset.RootElement.TryGetProperty("replacedHandOvers", out _));
        Assert.False(preset.RootElement.TryGetProperty("validationError", out _));
        await scene.Run("claim", "choosy/one", "--name", "dev", "--user", "bob", "--wait", "30s");
        await scene.UntilHandOver("dev", "done", "--user", "bob");
    }

    private static string Machine(JsonElement shown) => shown.GetProperty("outputs").GetProperty("vm").GetString()!;
}
