using Orleans;
using Prebuilds.Builds;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning;

/// <summary>A member to be deleted; the identity of its delete build is chosen here.</summary>
/// <param name="Id">The workspace's id.</param>
/// <param name="Build">The id of its delete build.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.Removal")]
public sealed record Removal(WorkspaceId Id, BuildId Build);
