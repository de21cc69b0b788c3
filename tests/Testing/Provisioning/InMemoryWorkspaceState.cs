using Prebuilds.Provisioning;

namespace Prebuilds.Testing.Provisioning;

/// <summary>A workspace's state as a store would keep it, as long as the process lives.</summary>
/// <param name="limit">Most bytes that it keeps.</param>
public sealed class InMemoryWorkspaceState(int limit = 16 * 1024 * 1024) : IWorkspaceState
{
    private readonly Lock _lock = new();
    private readonly List<byte[]> _kept = [];

    /// <summary>Whether the lease is lost: nothing is kept any more.</summary>
    public bool Lost { get; set; }

    /// <summary>Every state that was kept, in order.</summary>
    public IReadOnlyList<byte[]> Kept
    {
        get
        {
            lock (_lock)
            {
                return [.. _kept];
            }
        }
    }

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> Read(CancellationToken stop) =>
        Task.FromResult(Kept is [.., var last] ? last.AsMemory() : default(ReadOnlyMemory<byte>?));

    /// <inheritdoc/>
    public Task<StateWrite> Write(ReadOnlyMemory<byte> state, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (Lost)
        {
            return Task.FromResult(StateWrite.NotOurs);
        }

        if (state.Length > limit)
        {
            return Task.FromResult(StateWrite.TooLarge);
        }

        lock (_lock)
        {
            _kept.Add(state.ToArray());
        }

        return Task.FromResult(StateWrite.Kept);
    }
}
