using Prebuilds.Provisioning;

namespace Prebuilds.Grains.Builds;

/// <summary>For provisioners that remember nothing outside of their machine.</summary>
internal sealed class UnkeptState : IWorkspaceState
{
    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> Read(CancellationToken stop) => Task.FromResult<ReadOnlyMemory<byte>?>(null);

    /// <inheritdoc/>
    public Task<StateWrite> Write(ReadOnlyMemory<byte> state, CancellationToken stop) => Task.FromResult(StateWrite.Kept);
}
