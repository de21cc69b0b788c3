using Prebuilds.Client.Output;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands.Terminal;

public sealed class ScreenTests : IDisposable
{
    private static readonly string[] Headings = ["PRESET", "WHY"];
    private static readonly string[] Row = ["go-dev/large", "waiting for 2 builds, and for a third one that failed"];

    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Without_a_terminal_no_row_is_folded() => Assert.Equal(2, Lines(terminal: null));

    [Fact]
    public void On_a_terminal_the_sentences_of_the_last_column_are_folded() => Assert.Equal(3, Lines(Terminal(45)));

    [Fact]
    public void A_terminal_too_narrow_for_the_other_columns_folds_lines_itself() =>
        Assert.Equal(2, Lines(Terminal(30)));

    [Fact]
    public void A_terminal_that_does_not_know_its_size_has_the_usual_one()
    {
        Assert.Equal((80, 24), (Terminal(0).Width, Terminal(0).Height));
        Assert.Equal(20, Terminal(1).Width);
    }

    [Fact]
    public void Values_cannot_steer_the_terminal()
    {
        new Screen(_output, terminal: null).Fields(("name", "a\u001b[2Jb"));

        Assert.Equal("name  a [2Jb", _output.ToString().TrimEnd());
    }

    private static TerminalSize Terminal(int width) => new(() => width, () => 0);

    private int Lines(TerminalSize? terminal)
    {
        new Screen(_output, terminal).Table(Headings, [Row]);
        return _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }
}
