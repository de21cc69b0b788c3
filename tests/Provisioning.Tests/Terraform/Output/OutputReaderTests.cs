using Prebuilds.Provisioning.Terraform.Output;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform.Output;

public sealed class OutputReaderTests
{
    private readonly RunReport _report = new();
    private readonly List<string> _lines = [];

    [Theory]
    [InlineData("""{"@message":"Terraform 1.11.4","type":"version"}""", "Terraform 1.11.4")]
    [InlineData("""{"@message":"Initializing...","type":"init_output"}""", "Initializing...")]
    [InlineData("""{"@message":"what is new","type":"of a later version"}""", "what is new")]
    [InlineData(
        """{"change":{"resource":{"addr":"a.b"},"action":"replace"},"type":"planned_change"}""", "a.b: to be replaced")]
    [InlineData("""{"change":{"resource":{"addr":"a.b"},"action":"noop"},"type":"planned_change"}""", null)]
    [InlineData("""{"hook":{"resource":{"addr":"a.b"},"action":"create"},"type":"apply_start"}""", "a.b: creating")]
    [InlineData(
        """{"hook":{"resource":{"addr":"a.b"},"action":"update","elapsed_seconds":10},"type":"apply_progress"}""",
        "a.b: still changing after 10 s")]
    [InlineData(
        """{"hook":{"resource":{"addr":"a.b"},"action":"delete","elapsed_seconds":3},"type":"apply_complete"}""",
        "a.b: destroyed after 3 s (resource 1 of 1)")]
    [InlineData(
        """{"hook":{"resource":{"addr":"a.b"},"action":"create","elapsed_seconds":3},"type":"apply_errored"}""",
        "a.b: creating failed after 3 s")]
    [InlineData(
        """{"hook":{"resource":{"addr":"a.b"},"provisioner":"local-exec","output":"hi"},"type":"provision_progress"}""",
        "a.b (local-exec): hi")]
    [InlineData("""{"hook":{"resource":{"addr":"a.b"}},"type":"refresh_start"}""", null)]
    [InlineData("""{"outputs":{"password":{"value":"secret"}},"type":"outputs"}""", null)]
    [InlineData(
        """{"diagnostic":{"severity":"error","summary":"No","detail":"Never","""
        + """ "range":{"filename":"main.tf","start":{"line":7}}},"type":"diagnostic"}""",
        "Error: No (main.tf:7): Never")]
    [InlineData(
        """{"diagnostic":{"severity":"warning","summary":"Well","detail":""},"type":"diagnostic"}""", "Warning: Well")]
    [InlineData("no event", "no event")]
    [InlineData("{ no event", "{ no event")]
    [InlineData("\u001b[0m\u001b[32mgreen\u001b[0m", "green")]
    [InlineData("", null)]
    public void An_event_is_one_line(string line, string? text)
    {
        Read(line + "\n");

        Assert.Equal(text is null ? [] : [text + "\n"], _lines);
    }

    [Fact]
    public void Changes_are_counted_against_what_is_planned()
    {
        Read("""
            {"change":{"resource":{"addr":"a"},"action":"create"},"type":"planned_change"}
            {"change":{"resource":{"addr":"b"},"action":"replace","reason":"cannot_update"},"type":"planned_change"}
            {"change":{"resource":{"addr":"c"},"action":"replace","reason":"tainted"},"type":"planned_change"}
            {"hook":{"resource":{"addr":"a"},"action":"create","elapsed_seconds":1},"type":"apply_complete"}
            {"hook":{"resource":{"addr":"b"},"action":"delete","elapsed_seconds":2},"type":"apply_complete"}

            """);

        Assert.Equal(
            ["a: created after 1 s (resource 1 of 5)\n", "b: destroyed after 2 s (resource 2 of 5)\n"], _lines[3..]);
        Assert.Equal<string>(["b"], _report.Replaced);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Pieces_may_end_anywhere(int size)
    {
        const string Text = """
            {"@message":"one","type":"log"}
            two
            {"@message":"three","type":"log"}
            """;

        Read([.. Text.Chunk(size).Select(piece => new string(piece))]);

        Assert.Equal(["one\n", "two\n", "three\n"], _lines);
    }

    [Fact]
    public void However_long_a_line_is_little_of_it_is_kept()
    {
        var piece = new string('x', OutputReader.MaxLine / 2);

        Read([.. Enumerable.Repeat(piece, 9), "\nnext\n"]);

        Assert.Equal([OutputReader.MaxText + 1, 5], _lines.Select(line => line.Length));
        Assert.Equal("next\n", _lines[1]);
    }

    [Fact]
    public void A_hundred_megabytes_are_passed_on_line_by_line()
    {
        const int Lines = 100_000;
        var said = new string('x', 1_000);
        var hook = $$$"""{"resource":{"addr":"a"},"provisioner":"local-exec","output":"{{{said}}}"}""";
        var piece = $$"""
            {"hook":{{hook}},"type":"provision_progress"}

            """;
        var (count, longest) = (0, 0);
        var reader = new OutputReader(line => (count, longest) = (count + 1, Math.Max(longest, line.Length)), _report);

        for (var i = 0; i < Lines; i++)
        {
            reader.Append(piece);
        }

        Assert.Equal((Lines, said.Length + "a (local-exec): \n".Length), (count, longest));
        Assert.Equal("", _report.PlainText);
    }

    private void Read(params string[] pieces)
    {
        var reader = new OutputReader(_lines.Add, _report);
        foreach (var piece in pieces)
        {
            reader.Append(piece);
        }

        reader.Finish();
    }
}
