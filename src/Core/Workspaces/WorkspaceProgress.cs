namespace Prebuilds.Workspaces;

/// <summary>What a build's progress makes of its workspace.</summary>
/// <param name="Phase">The phase from now on.</param>
/// <param name="Ready">Whether it is ready from now on.</param>
/// <param name="HandOver">The hand-over from now on.</param>
public sealed record WorkspaceProgress(WorkspacePhase Phase, bool Ready, HandOver HandOver);
