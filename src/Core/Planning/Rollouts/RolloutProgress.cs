using System.Collections.Immutable;
using Orleans;
using Prebuilds.Claims;
using Prebuilds.Planning.Rosters;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Rollouts;

/// <summary>How far a pool is with another version, whatever its strategy.</summary>
/// <param name="From">
/// The other versions that still have members, the one with the oldest member first; never empty.
/// </param>
/// <param name="To">The version that the pool is to have.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.RolloutProgress")]
public sealed record RolloutProgress(ImmutableArray<VersionMembers> From, VersionMembers To)
{
    /// <summary>
    /// Counts the members of each version; null: the preset is not live, or has none of an older version.
    /// </summary>
    /// <param name="preset">The pool wanted.</param>
    /// <param name="members">Its members, of all versions.</param>
    /// <param name="now">The instant.</param>
    public static RolloutProgress? Of(Preset preset, IEnumerable<Workspace> members, DateTimeOffset now)
    {
        if (!preset.Live)
        {
            return null;
        }

        var versions = members
            .Where(m => m.Phase is WorkspacePhase.Queued or WorkspacePhase.Starting or WorkspacePhase.Running)
            .ToLookup(m => m.Version);
        ImmutableArray<VersionMembers> from =
        [
            .. versions
                .Where(version => version.Key != preset.Version)
                .OrderBy(version => version.Min(m => m.CreatedAt))
                .ThenBy(version => version.Key.Value)
                .Select(version => Count(version.Key, version)),
        ];
        return from.IsEmpty ? null : new RolloutProgress(from, Count(preset.Version, versions[preset.Version]));

        VersionMembers Count(TemplateVersionId version, IEnumerable<Workspace> of) => new(
            version,
            of.Count(),
            of.Count(m => ClaimRules.IsEligible(m, preset) && !Staleness.IsStale(m, preset, now)));
    }
}
