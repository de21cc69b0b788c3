using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Terraform;

/// <summary>Workspaces by the real terraform, with the real silo and the real command line, and no network.</summary>
[Trait("Needs", "terraform")]
public sealed class TerraformTests
{
    [Fact]
    public async Task A_pool_fills_is_handed_over_to_its_owner_and_deleted_without_a_trace()
    {
        await using var scene = await TerraformScene.Start();
        await scene.Push(scene.Templates.Plain());
        await scene.UntilReady("plain/one", 1);
        using var claimed = await scene.Json("claim", "plain/one", "--name", "dev", "--wait", "30s");
        Assert.Equal("pending", claimed.RootElement.GetProperty("handOver").GetString());
        Assert.Equal("s3cret-prebuilds", claimed.RootElement.GetProperty("outputs").GetProperty("token").GetString());

        var shown = await scene.UntilHandOver("dev", "done");

        Assert.Equal("hello ada", shown.GetProperty("outputs").GetProperty("greeting").GetString());
        Assert.False(shown.GetProperty("outputs").TryGetProperty("token", out _));
        Assert.Equal("token", Assert.Single(shown.GetProperty("sensitive").EnumerateArray()).GetString());
        Assert.True(shown.GetProperty("usableAfterSeconds").GetDouble() > 0);
        Assert.Contains("s3cret-ada", await scene.Run("workspace", "show", "dev", "--reveal"));
        Assert.DoesNotContain("s3cret", scene.Silo.Program.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", await scene.Run("events"), StringComparison.Ordinal);

        await scene.UntilReady("plain/one", 1);
        await scene.Run("template", "delete", "plain");
        await scene.Run("workspace", "delete", "dev");
        await Eventually.Sees(
            () => scene.Run("workspace", "list", "--output", "json"), list => list.Trim() == "[]", "no workspace");
        Assert.Empty(scene.Templates.Markers);
        Assert.Empty(scene.Folders());
    }

    [Fact]
    public async Task A_resource_that_the_owner_replaces_is_reported_with_what_forces_it()
    {
        await using var scene = await TerraformScene.Start();
        await scene.Push(scene.Templates.Replacing("allow"));
        await scene.UntilReady("replacing/one", 1);
        await scene.Run("claim", "replacing/one", "--name", "dev", "--wait", "30s");

        var shown = await scene.UntilHandOver("dev", "done");

        var build = shown.GetProperty("builds").EnumerateArray()
            .First(build => build.GetProperty("kind").GetString() == "claim");
        var replaced = Assert.Single(build.GetProperty("replacements").EnumerateArray());
        Assert.Equal("terraform_data.vm", replaced.GetProperty("address").GetString());
        Assert.Equal("triggers_replace", Assert.Single(replaced.GetProperty("paths").EnumerateArray()).GetString());
        using var preset = await scene.Json("preset", "show", "replacing/one");
        Assert.Equal(1, preset.RootElement.GetProperty("replacedHandOvers").GetInt32());
        Assert.Contains("resourceReplaced", await scene.Run("events"), StringComparison.Ordinal);
        Assert.Matches(
            """(?m)^prebuilds_resource_replacements_total\{.*template="replacing".*\} 1""",
            await scene.Metrics("resource_repl"));
        Assert.Contains("destroys what was prebuilt of terraform_data.vm", scene.Silo.Program.Printed);
    }
}
