using System.Collections.Immutable;
using Orleans;
using Prebuilds.Builds;

namespace Prebuilds.Workspaces;

/// <summary>A workspace with all that is known about it.</summary>
/// <param name="Entry">The row and its names.</param>
/// <param name="Outputs">What its newest successful build reported.</param>
/// <param name="Builds">Its builds, newest first.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.WorkspaceDetails")]
public sealed record WorkspaceDetails(
    WorkspaceEntry Entry,
    ImmutableSortedDictionary<string, string> Outputs,
    ImmutableArray<Build> Builds);
