using Prebuilds.Planning.Rollouts;

namespace Prebuilds.Client.Output.Pools;

/// <summary>What a pool has of one version.</summary>
/// <param name="Version">The version.</param>
/// <param name="Members">How many members are queued, starting or running.</param>
/// <param name="Ready">How many of them can be claimed.</param>
internal sealed record RolloutVersionOutput(Guid Version, int Members, int Ready)
{
    /// <summary>The counts as they are shown.</summary>
    public static RolloutVersionOutput Of(VersionMembers version) =>
        new(version.Version.Value, version.Members, version.Ready);

    /// <summary>All of it.</summary>
    public override string ToString() => $"{Version}: {Words.Of(Ready)} of {Words.Of(Members)} members ready";

    /// <summary>The shortest that tells it: a version is known by the first digits of its id.</summary>
    public string Short() => $"{Version.ToString()[..8]} ({Words.Of(Ready)} ready)";
}
