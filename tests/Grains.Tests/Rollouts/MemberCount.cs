using Prebuilds.Storage;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing.Stores;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Tests.Rollouts;

/// <summary>Counts the members of a pool, of all versions, after each write: only a write makes any.</summary>
internal sealed class MemberCount(IPrebuildStore inner) : ForwardingStore(inner)
{
    private int _most;

    /// <summary>The most members that ever were queued, starting or running.</summary>
    public int Most => Volatile.Read(ref _most);

    public override async Task<PresetWriteResult> Write(PresetWrite write, CancellationToken stop)
    {
        var result = await Inner.Write(write, stop);
        var members = (await Inner.ReadPreset(write.Preset, stop))!.Members.Count(member =>
            member.Phase is WorkspacePhase.Queued or WorkspacePhase.Starting or WorkspacePhase.Running);
        Interlocked.Exchange(ref _most, Math.Max(Most, members));
        return result;
    }
}
