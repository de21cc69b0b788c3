using Prebuilds.Builds;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing.Provisioning;

/// <summary>One call that a <see cref="FakeProvisioner"/> received.</summary>
/// <param name="Step">What was asked.</param>
/// <param name="Workspace">Of which workspace.</param>
/// <param name="Build">By which build.</param>
/// <param name="Attempt">In which attempt of it.</param>
/// <param name="At">When it began, by the fake's clock.</param>
public sealed record FakeOperation(
    ProvisionStep Step, WorkspaceId Workspace, BuildId Build, int Attempt, DateTimeOffset At);
