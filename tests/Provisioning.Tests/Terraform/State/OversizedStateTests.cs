using System.Text;
using Prebuilds.Provisioning.Terraform.State;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform.State;

public sealed class OversizedStateTests
{
    private static readonly StateFile Large = State("line", 7);

    [Fact]
    public void A_note_is_small_and_read_as_it_was_written()
    {
        var note = OversizedState.Of(Large);

        Assert.Equal(note, OversizedState.TryRead(note.ToBytes()));
        Assert.Null(StateFile.TryRead(note.ToBytes()));
        Assert.InRange(note.ToBytes().Length, 1, 400);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"prebuilds_oversized_state\": 1}")]
    [InlineData("{\"version\": 4, \"lineage\": \"line\", \"serial\": 7, \"resources\": []}")]
    public void What_is_no_note_is_not_read_as_one(string text) =>
        Assert.Null(OversizedState.TryRead(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("line", 7, true)]
    [InlineData("line", 8, true)]
    [InlineData("line", 6, false)]
    [InlineData("another", 9, false)]
    public void Only_that_state_or_a_later_one_of_its_line_will_do(string lineage, int serial, bool found) =>
        Assert.Equal(found, OversizedState.Of(Large).IsFoundIn(State(lineage, serial)));

    [Fact]
    public void No_state_will_not_do() => Assert.False(OversizedState.Of(Large).IsFoundIn(null));

    private static StateFile State(string lineage, long serial) => new(new byte[1_000_000], lineage, serial, true);
}
