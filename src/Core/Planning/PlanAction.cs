using System.Collections.Immutable;
using Orleans;
using Prebuilds.Planning.Failures;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning;

/// <summary>One step of a plan. A closed family: these and no other.</summary>
[GenerateSerializer, Immutable, Alias("prebuilds.PlanAction")]
public abstract record PlanAction
{
    private PlanAction()
    {
    }

    /// <summary>Withdraw creations that nobody has picked up, if that is still so.</summary>
    /// <param name="Members">The members, in order.</param>
    /// <param name="Reason">Why.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.PlanAction.Cancel")]
    public sealed record Cancel(ImmutableArray<WorkspaceId> Members, RemovalReason Reason) : PlanAction;

    /// <summary>Delete members.</summary>
    /// <param name="Members">The members, in order.</param>
    /// <param name="Reason">Why.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.PlanAction.Delete")]
    public sealed record Delete(ImmutableArray<Removal> Members, RemovalReason Reason) : PlanAction;

    /// <summary>Create members.</summary>
    /// <param name="Members">The members.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.PlanAction.Create")]
    public sealed record Create(ImmutableArray<NewMember> Members) : PlanAction;

    /// <summary>Create nothing, although members are missing.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Count">How many are missing.</param>
    /// <param name="Until">The last instant of a backoff; null for the other reasons.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.PlanAction.Hold")]
    public sealed record Hold(HoldReason Reason, int Count, DateTimeOffset? Until) : PlanAction;
}
