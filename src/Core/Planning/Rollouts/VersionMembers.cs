using Orleans;
using Prebuilds.Templates;

namespace Prebuilds.Planning.Rollouts;

/// <summary>What a pool has of one version.</summary>
/// <param name="Version">The version.</param>
/// <param name="Members">How many members are queued, starting or running.</param>
/// <param name="Ready">How many of them can be claimed.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.VersionMembers")]
public sealed record VersionMembers(TemplateVersionId Version, int Members, int Ready);
