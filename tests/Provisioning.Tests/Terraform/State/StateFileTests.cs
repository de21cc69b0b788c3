using System.Text;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Script;
using Prebuilds.Provisioning.Terraform.State;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform.State;

public sealed class StateFileTests
{
    private const string Managed = """{"mode":"managed","instances":[{}]}""";

    [Theory]
    [InlineData("a 1", "a 2", "kept")]
    [InlineData("a 2", "a 1", "local")]
    [InlineData("a 2", "a 2", "local")]
    [InlineData("a 2 full", "b 9", "local")]
    [InlineData("a 9", "b 2 full", "kept")]
    [InlineData("a 9 full", "b 2 full", "kept")]
    [InlineData("a 1", null, "local")]
    [InlineData(null, "a 1", "kept")]
    public void The_newer_of_two_states_is_gone_on_with(string? local, string? kept, string expected)
    {
        var (here, there) = (Drawn(local), Drawn(kept));

        Assert.Same(expected == "local" ? here : there, StateFile.Newer(here, there));
    }

    [Theory]
    [InlineData("[]", false)]
    [InlineData("""[{"mode":"data","instances":[{}]}]""", false)]
    [InlineData("""[{"mode":"managed","instances":[]}]""", false)]
    [InlineData("[" + Managed + "]", true)]
    public void Only_what_can_be_destroyed_counts_as_a_resource(string resources, bool has) =>
        Assert.Equal(has, Read(State("a", 1, resources))!.HasResources);

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\": 4, \"serial\": 3, \"line")]
    [InlineData("[]")]
    [InlineData("{\"serial\": \"x\"}")]
    public void Half_a_state_is_none(string text) => Assert.Null(Read(text));

    [Fact]
    public void Outputs_are_texts_and_the_sensitive_ones_are_named()
    {
        var outputs = """
            "url": {"value":"http://x","type":"string"}, "ports": {"value":[80, 443],"type":["list","number"]},
            "token": {"value":"s3cret\u0000","type":"string","sensitive":true}
            """;

        var read = Assert.IsType<ProvisionResult.Succeeded>(
            StateOutputs.Of(Read(State("a", 1, "[]", outputs)), "/folder"));

        Assert.Equal(
            [new("folder", "/folder"), new("ports", "[80,443]"), new("token", "s3cret\uFFFD"), new("url", "http://x")],
            read.Outputs);
        Assert.Equal(["token"], read.Sensitive);
    }

    [Theory]
    [InlineData(OutputsFile.MaxEntries + 1, 1)]
    [InlineData(1, OutputsFile.MaxBytes + 1)]
    public void Too_many_outputs_fail_for_good(int count, int length)
    {
        var outputs = string.Join(
            ',', Enumerable.Range(0, count).Select(i => $"\"o{i}\": {{\"value\":\"{new string('x', length)}\"}}"));

        var failed = Assert.IsType<ProvisionResult.Failed>(
            StateOutputs.Of(Read(State("a", 1, "[]", outputs)), "/folder"));

        Assert.Equal(ErrorClass.Permanent, failed.Error.Class);
    }

    private static StateFile? Drawn(string? text) => text?.Split(' ') switch
    {
        null => null,
        [var lineage, var serial, ..] words => Read(
            State(lineage, long.Parse(serial), words.Length > 2 ? $"[{Managed}]" : "[]")),
        _ => throw new ArgumentException(text),
    };

    private static StateFile? Read(string text) => StateFile.TryRead(Encoding.UTF8.GetBytes(text));

    private static string State(string lineage, long serial, string resources, string outputs = "") =>
        $$"""
        { "serial": {{serial}}, "lineage": "{{lineage}}", "outputs": { {{outputs}} }, "resources": {{resources}} }
        """;
}
