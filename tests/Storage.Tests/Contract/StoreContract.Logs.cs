using System.Text;
using Prebuilds.Builds;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_log_is_read_from_any_offset()
    {
        var build = await QueueBuild();
        await Store.AppendLog(build, "Größe\n", default);
        await Store.AppendLog(build, "", default);
        await Store.AppendLog(build, "done\n", default);

        Assert.Equal("Größe\ndone\n", await Store.ReadLog(build, 0, default));
        Assert.Equal("ße\ndone\n", await Store.ReadLog(build, 3, default));
        Assert.Equal("ne\n", await Store.ReadLog(build, 8, default));
        Assert.Equal("", await Store.ReadLog(build, 11, default));
        Assert.Equal("", await Store.ReadLog(build, int.MaxValue, default));
    }

    [Fact]
    public async Task Only_a_known_build_has_a_log()
    {
        var unknown = new BuildId(A.Id("unknown"));

        await Store.AppendLog(unknown, "lost", default);

        Assert.Equal("", await Store.ReadLog(unknown, 0, default));
    }

    [Fact]
    public async Task A_long_log_is_read_in_pages_and_its_excess_is_dropped_with_one_line()
    {
        var build = await QueueBuild();
        var text = new StringBuilder();
        foreach (var lines in Enumerable.Range(0, 200_000).Chunk(40_000))
        {
            var piece = string.Concat(lines.Select(i => $"{i}😀\n"));
            await Store.AppendLog(build, piece, default);
            text.Append(piece);
        }

        var log = new StringBuilder();
        while (await Store.ReadLog(build, log.Length, default) is { Length: > 0 } page)
        {
            Assert.InRange(page.Length, 1, 64 * 1024);
            log.Append(page);
        }

        var read = log.ToString();
        Assert.Equal(text.ToString(0, 1_000_000), read[..1_000_000]);
        Assert.InRange(read.Length, 1024 * 1024, (1024 * 1024) + 100);
        Assert.EndsWith("the rest was dropped.]\n", read, StringComparison.Ordinal);
        Assert.Single(read.Split("dropped").Skip(1));
    }

    [Fact]
    public async Task Text_that_no_database_keeps_is_made_visible()
    {
        var build = await QueueBuild();

        await Store.AppendLog(build, "a\0b\uD83Dc\uDE00😀", default);

        Assert.Equal("a\uFFFDb\uFFFDc\uFFFD😀", await Store.ReadLog(build, 0, default));
    }

    [Fact]
    public async Task Outputs_are_kept_as_they_were_reported()
    {
        var keeper = await Keeper.Start(Store);
        var member = (await keeper.Ready(1, ("b \"quoted\"", "\\u0000 and \n"), ("a", ""), ("B", "nul \0")))[0];

        var outputs = (await Store.ReadWorkspace(member, default))!.Outputs;

        Assert.Equal(
            [("B", "nul \uFFFD"), ("a", ""), ("b \"quoted\"", "\\u0000 and \n")],
            outputs.Select(it => (it.Key, it.Value)));
    }

    private async Task<BuildId> QueueBuild()
    {
        var keeper = await Keeper.Start(Store);
        await keeper.Queue();
        return (await keeper.Lease())!.Build.Id;
    }
}
