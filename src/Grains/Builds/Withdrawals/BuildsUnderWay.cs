using System.Collections.Concurrent;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Builds.Withdrawals;

/// <summary>
/// The leases that this silo's worker holds, so that one whose build was withdrawn is looked at before its next
/// heartbeat.
/// </summary>
public sealed class BuildsUnderWay
{
    private readonly ConcurrentDictionary<LeaseHold, WorkspaceId> _holds = new();

    /// <summary>Lets the leases of a workspace be looked at now. A false alarm costs a renewal.</summary>
    /// <param name="workspace">Whose.</param>
    public void Look(WorkspaceId workspace)
    {
        foreach (var (hold, of) in _holds)
        {
            if (of == workspace)
            {
                hold.Look();
            }
        }
    }

    /// <summary>A lease is held.</summary>
    internal void Enter(WorkspaceId workspace, LeaseHold hold) => _holds[hold] = workspace;

    /// <summary>A lease is held no longer.</summary>
    internal void Leave(LeaseHold hold) => _holds.TryRemove(hold, out _);
}
