namespace Prebuilds.Builds;

/// <summary>How far a build is. The numbers are stored: they never change.</summary>
public enum BuildStatus
{
    /// <summary>Nobody works on it. A delete or claim build may come back here to be tried again later.</summary>
    Queued = 0,

    /// <summary>A worker holds its lease.</summary>
    Running = 1,

    /// <summary>A create build has made its workspace and asks from time to time whether it is ready.</summary>
    Probing = 2,

    /// <summary>Done; for a create build also: ready.</summary>
    Succeeded = 3,

    /// <summary>Given up.</summary>
    Failed = 4,

    /// <summary>Withdrawn, by its pool or by an operator; a worker that has it stops.</summary>
    Cancelled = 5,
}
