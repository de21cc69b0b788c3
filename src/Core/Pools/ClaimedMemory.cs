using Prebuilds.Workspaces;

namespace Prebuilds.Pools;

/// <summary>
/// The members that were claimed of late, so that a photograph taken before a claim cannot bring one back. Claims do
/// not raise the revision, so a photograph that still shows one may be as new as the newest write that was under way
/// at the claim. Only what a write that was begun after the claim has answered is surely newer; writes do not
/// overlap, so that is the second answer from there.
/// </summary>
internal sealed class ClaimedMemory
{
    private HashSet<WorkspaceId> _sinceLastWrite = [];
    private HashSet<WorkspaceId> _before = [];

    /// <summary>Whether it was claimed of late.</summary>
    public bool Contains(WorkspaceId member) => _sinceLastWrite.Contains(member) || _before.Contains(member);

    /// <summary>It was claimed.</summary>
    public void Add(WorkspaceId member) => _sinceLastWrite.Add(member);

    /// <summary>A write has succeeded.</summary>
    public void Written()
    {
        (_before, _sinceLastWrite) = (_sinceLastWrite, _before);
        _sinceLastWrite.Clear();
    }
}
