using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Tests.Scene;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Local;

public sealed class FileLockTests : IDisposable
{
    private readonly Machine _machine = new();

    public FileLockTests() => Directory.CreateDirectory(Path.GetDirectoryName(Lock)!);

    private string Lock => Path.Combine(_machine.Data, "locks", "lock");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Only_one_holds_it()
    {
        using var first = FileLock.TryAcquire(Lock);

        Assert.NotNull(first);
        Assert.Null(FileLock.TryAcquire(Lock));
        first.Dispose();
        using var second = await Acquire();
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
        string[] hold = ["--no-fork", Lock, "bash", "-c", "echo held; exec sleep 1000"];
        using var holder = Process.Start(new ProcessStartInfo("flock", hold) { RedirectStandardOutput = true })!;
        await holder.StandardOutput.ReadLineAsync();
        Assert.Null(FileLock.TryAcquire(Lock));

        holder.Kill();
        await holder.WaitForExitAsync();

        using var next = await Acquire();
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

    /// <summary>
    /// Waits for it: a child that another test is just starting shares all open files until it has become its program.
    /// </summary>
    private Task<FileLock?> Acquire() => _machine.Services.GetRequiredService<FileLocks>().Acquire("lock", default);
}
