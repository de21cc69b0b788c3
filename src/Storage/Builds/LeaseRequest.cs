using Prebuilds.Builds;

namespace Prebuilds.Storage.Builds;

/// <summary>A worker asks for work.</summary>
/// <param name="Worker">The worker's name, for people.</param>
/// <param name="Lease">The id of the lease, if one is given.</param>
/// <param name="Now">The instant that decides what is due.</param>
/// <param name="Until">When the lease runs out unless it is renewed.</param>
/// <param name="Machine">Where the worker works: what a machine has begun, no other one is given.</param>
/// <param name="LostBefore">Unless that machine was last seen at or before this instant: then it is lost.</param>
public sealed record LeaseRequest(
    string Worker,
    Guid Lease,
    DateTimeOffset Now,
    DateTimeOffset Until,
    MachineId Machine,
    DateTimeOffset LostBefore)
{
    /// <summary>What the whole cluster keeps to.</summary>
    public LeaseLimits Limits { get; init; } = LeaseLimits.None;

    /// <summary>
    /// When all that the worker starts for the lease has ended, even if the worker is lost: until then no other machine
    /// touches the workspace. Null: nobody can tell, and only <see cref="LostBefore"/> counts.
    /// </summary>
    public DateTimeOffset? OverAt { get; init; }

    /// <summary>
    /// Whether only builds that a person waits for are asked for: the worker keeps its room for them.
    /// </summary>
    public bool ForPeople { get; init; }
}
