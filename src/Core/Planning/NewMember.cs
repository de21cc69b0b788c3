using Orleans;
using Prebuilds.Builds;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning;

/// <summary>A member to be made; its identity is chosen here, so that making it twice makes it once.</summary>
/// <param name="Id">The workspace's id.</param>
/// <param name="Build">The id of its create build.</param>
/// <param name="Name">The workspace's name until it is claimed.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.NewMember")]
public sealed record NewMember(WorkspaceId Id, BuildId Build, string Name);
