namespace Prebuilds.Workspaces;

/// <summary>Where a workspace is in its life. The numbers are stored: they never change.</summary>
public enum WorkspacePhase
{
    /// <summary>Its creation was queued and never picked up.</summary>
    Queued = 0,

    /// <summary>Its creation is being worked on.</summary>
    Starting = 1,

    /// <summary>It exists; it may be ready or not.</summary>
    Running = 2,

    /// <summary>It is being stopped.</summary>
    Stopping = 3,

    /// <summary>It is stopped.</summary>
    Stopped = 4,

    /// <summary>Its deletion was queued or is being worked on.</summary>
    Deleting = 5,

    /// <summary>Its creation failed; it is kept as evidence.</summary>
    Failed = 6,
}
