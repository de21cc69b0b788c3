using System.Diagnostics;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Tests.Scene;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Local;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Lock => _folder["lock"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_one_holds_it()
    {
        using var first = FileLock.TryAcquire(Lock);

        Assert.NotNull(first);
        Assert.Null(FileLock.TryAcquire(Lock));
        first.Dispose();
        using var second = FileLock.TryAcquire(Lock);
        Assert.NotNull(second);
    }

    [Fact]
    public void A_removed_lock_can_be_taken_anew()
    {
        FileLock.TryAcquire(Lock)!.Remove();

        Assert.False(File.Exists(Lock));
        using var next = FileLock.TryAcquire(Lock);
        Assert.NotNull(next);
        Assert.Null(FileLock.TryAcquire(Lock));
    }

    [Fact]
    public async Task A_process_that_dies_releases_it()
    {
        using var holder = Process.Start(
            new ProcessStartInfo("flock", [Lock, "-c", "echo held; exec sleep 1000"]) { RedirectStandardOutput = true })!;
        await holder.StandardOutput.ReadLineAsync();
        Assert.Null(FileLock.TryAcquire(Lock));

        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync();

        using var next = FileLock.TryAcquire(Lock);
        Assert.NotNull(next);
    }

    [Fact]
    public void It_is_never_held_twice_while_holders_remove_it()
    {
        var holders = 0;
        var taken = 0;
        Parallel.For(0, 4, _ =>
        {
            for (var round = 0; round < 2_000; round++)
            {
                if (FileLock.TryAcquire(Lock) is { } held)
                {
                    Assert.Equal(1, Interlocked.Increment(ref holders));
                    Interlocked.Increment(ref taken);
                    Interlocked.Decrement(ref holders);
                    held.Remove();
                }
            }
        });
        Assert.InRange(taken, 1, 8_000);
    }
}
