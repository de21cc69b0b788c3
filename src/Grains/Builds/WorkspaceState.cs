using Prebuilds.Provisioning;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;

namespace Prebuilds.Grains.Builds;

/// <summary>
/// A workspace's state in the store, as the worker that holds a lease of one of its builds may use it.
/// </summary>
/// <param name="store">Keeps it, sealed.</param>
/// <param name="lease">The lease.</param>
/// <param name="limit">Most bytes of a state.</param>
/// <param name="clock">The clock.</param>
internal sealed class WorkspaceState(
    IPrebuildStore store, BuildLease lease, int limit, TimeProvider clock) : IWorkspaceState
{
    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> Read(CancellationToken stop) => store.ReadState(lease.Workspace.Id, stop);

    /// <inheritdoc/>
    public async Task<StateWrite> Write(ReadOnlyMemory<byte> state, CancellationToken stop)
    {
        if (state.Length > limit)
        {
            return StateWrite.TooLarge;
        }

        return await store.WriteState(lease.Build.Id, lease.Lease, state, clock.Now(), stop)
            ? StateWrite.Kept
            : StateWrite.NotOurs;
    }
}
