using Prebuilds.Client.LoadTests.History;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.LoadTests;

public sealed class HistoryFileTests
{
    private const string History =
        "0-1 ada r1 w1; 1-2 ada r1 w1 again; 2-3 ben r2 none; 3-4 ben r2 lost; 4-5 ada r1 delete w1; 5-6 ada r1 taken";

    [Fact]
    public void What_is_written_is_read_again()
    {
        var written = Drawn.Calls(History).ToList();

        Assert.Equal(written, Read(Drawn.Json(written)).Select(reading => reading.Line));
    }

    [Fact]
    public void A_last_line_that_was_cut_off_is_tolerated_wherever_it_was_cut()
    {
        var text = Drawn.Json(Drawn.Calls("0-1 ada r1 w1; 1-2 ada r2 w2"));
        var second = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        for (var end = second + 1; end < text.Length - 1; end++)
        {
            var readings = Read(text[..end]);
            Assert.Equal(2, readings.Count);
            Assert.True(readings[1].IsTruncated);
            Assert.Equal("", Drawn.Judge(readings));
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"operation":"steal","request":"r","preset":"p","user":"u","name":"n"}""")]
    public void Any_other_line_that_cannot_be_read_is_told(string line)
    {
        var text = $"{line}\n{Drawn.Json(Drawn.Calls("0-1 ada r1 w1"))}";

        Assert.Equal("unreadable 1", Drawn.Judge(Read(text)));
    }

    [Fact]
    public void A_file_that_exists_is_not_overwritten()
    {
        var path = Path.GetTempFileName();
        try
        {
            Assert.Throws<IOException>(() => new HistoryWriter(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<HistoryReading> Read(string text) =>
        [.. HistoryReader.Read(new StringReader(text), "h")];
}
