namespace Prebuilds.Provisioning.Local;

/// <summary>Locks between all workers of this machine, whichever process they are in.</summary>
/// <param name="folders">Where the lock files lie.</param>
/// <param name="clock">Measures the wait.</param>
internal sealed class FileLocks(DataFolders folders, TimeProvider clock)
{
    /// <summary>
    /// How long to wait for a workspace's lock. Longer than a cancelled holder needs to end its processes, which it may
    /// first ask to end in order, and to keep what they did.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>
    /// The system does not tell when a lock is free without blocking a thread; so it is tried again after this time.
    /// </summary>
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Takes the lock of that name; null when it stayed held by somebody else for <see cref="Patience"/>.
    /// </summary>
    public Task<FileLock?> Acquire(string name, CancellationToken stop) => Acquire(name, Patience, stop);

    /// <summary>Takes the lock of that name, however long others hold it.</summary>
    public async Task<FileLock> Await(string name, CancellationToken stop) =>
        (await Acquire(name, TimeSpan.MaxValue, stop))!;

    private async Task<FileLock?> Acquire(string name, TimeSpan patience, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Directory.CreateDirectory(folders.Locks);
        var path = Path.Combine(folders.Locks, name);
        var started = clock.GetTimestamp();
        FileLock? held;
        while ((held = FileLock.TryAcquire(path)) is null && clock.GetElapsedTime(started) < patience)
        {
            await Task.Delay(TryAgainAfter, clock, stop);
        }

        return held;
    }
}
