using System.Collections.Immutable;
using Orleans;
using Prebuilds.Builds;

namespace Prebuilds.Workspaces;

/// <summary>A workspace with all that is known about it.</summary>
/// <param name="Entry">The row and its names.</param>
/// <param name="Outputs">What its newest successful build reported, but for what only its owner may see.</param>
/// <param name="Builds">Its builds, newest first.</param>
/// <param name="Sensitive">The names of the outputs that only the owner may see; default: none.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.WorkspaceDetails")]
public sealed record WorkspaceDetails(
    WorkspaceEntry Entry,
    ImmutableSortedDictionary<string, string> Outputs,
    ImmutableArray<Build> Builds,
    ImmutableArray<string> Sensitive = default);
