namespace Prebuilds.Provisioning;

/// <summary>
/// What a provisioner must remember of one workspace to change and remove it, kept outside of the machine that made it.
/// It goes with the workspace: nobody has to remove it. It may hold secrets.
/// </summary>
public interface IWorkspaceState
{
    /// <summary>The state last kept; null when none ever was.</summary>
    Task<ReadOnlyMemory<byte>?> Read(CancellationToken stop);

    /// <summary>
    /// Keeps a state in place of the one before. An error of the store is thrown; then it is unknown whether it was
    /// kept.
    /// </summary>
    Task<StateWrite> Write(ReadOnlyMemory<byte> state, CancellationToken stop);
}
