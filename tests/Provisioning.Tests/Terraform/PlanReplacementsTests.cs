using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Terraform.Plans;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform;

public sealed class PlanReplacementsTests
{
    [Theory]
    [InlineData("""["triggers_replace"]""", "triggers_replace")]
    [InlineData("""["tags","x"]""", "tags[\"x\"]")]
    [InlineData("""["tags","say \"x\""]""", "tags[\"say \\\"x\\\"\"]")]
    [InlineData("""["disk",0,"size"]""", "disk[0].size")]
    [InlineData("""["disk",0,"not a name"]""", "disk[0][\"not a name\"]")]
    public void A_path_is_told_as_people_write_it(string path, string expected) =>
        Assert.Equal<string>([expected], One("""["delete","create"]""", path).Paths);

    [Theory]
    [InlineData("""["delete","create"]""", 1)]
    [InlineData("""["create","delete"]""", 1)]
    [InlineData("""["update"]""", 0)]
    [InlineData("""["delete"]""", 0)]
    [InlineData("""["no-op"]""", 0)]
    public void What_is_destroyed_and_made_anew_is_replaced(string actions, int count) =>
        Assert.Equal(count, Read(actions, """["ami"]""").Length);

    [Fact]
    public void What_an_earlier_run_damaged_is_not_replaced_for_the_owners_sake() =>
        Assert.Empty(Read("""["delete","create"]""", """["ami"]""", "replace_because_tainted"));

    [Fact]
    public void A_warning_before_the_plan_does_no_harm() =>
        Assert.Empty(PlanReplacements.Read("Warning!\n{}\n")!.Value);

    [Theory]
    [InlineData("")]
    [InlineData("no plan")]
    [InlineData("{\"resource_changes\": [{")]
    [InlineData("{\"resource_changes\": [{}]}")]
    public void What_is_no_plan_tells_nothing(string output) => Assert.Null(PlanReplacements.Read(output));

    [Fact]
    public void They_are_bounded()
    {
        var paths = string.Join(',', Enumerable.Repeat($"[\"{new string('x', 900)}\"]", 90));
        var change = $$"""
            { "address": "{{new string('a', 900)}}",
              "change": { "actions": ["delete", "create"], "replace_paths": [{{paths}}] } }
            """;
        var changes = string.Join(',', Enumerable.Repeat(change, 90));

        var read = PlanReplacements.Read($"{{\"resource_changes\":[{changes}]}}")!.Value;

        Assert.Equal(ResourceReplacement.MaxPerBuild, read.Length);
        Assert.Equal(ResourceReplacement.MaxLength, read[0].Address.Length);
        Assert.Equal(ResourceReplacement.MaxPaths, read[0].Paths.Length);
        Assert.Equal(ResourceReplacement.MaxLength, read[0].Paths[0].Length);
    }

    private static ResourceReplacement One(string actions, string path) => Assert.Single(Read(actions, path));

    private static ImmutableArray<ResourceReplacement> Read(
        string actions, string path, string reason = "cannot_update") =>
        PlanReplacements.Read(
            $$"""
            {"resource_changes":[{"address":"a.b","change":{"actions":{{actions}},"replace_paths":[{{path}}]},
            "action_reason":"{{reason}}"}]}
            """)!.Value;
}
