using Orleans;

namespace Prebuilds.Claims;

/// <summary>What became of a claim. A closed family: these five and no other.</summary>
[GenerateSerializer, Immutable, Alias("prebuilds.ClaimOutcome")]
public abstract record ClaimOutcome
{
    private ClaimOutcome()
    {
    }

    /// <summary>The workspace is the user's, durably.</summary>
    /// <param name="Workspace">What was given.</param>
    /// <param name="Repeat">Whether an earlier request with the same id had already been granted.</param>
    /// <param name="Took">Time from the grain's receipt of the request to the durable commit.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.ClaimOutcome.Claimed")]
    public sealed record Claimed(ClaimedWorkspace Workspace, bool Repeat, TimeSpan Took) : ClaimOutcome;

    /// <summary>
    /// No member is ready. Nothing was stored: the same request may be tried again under the same id.
    /// </summary>
    /// <param name="Reason">Why not.</param>
    /// <param name="Detail">The same as a sentence, with numbers.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.ClaimOutcome.NoneClaimable")]
    public sealed record NoneClaimable(MissReason Reason, string Detail) : ClaimOutcome;

    /// <summary>The user already has a workspace of this name.</summary>
    /// <param name="Name">The name.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.ClaimOutcome.NameTaken")]
    public sealed record NameTaken(string Name) : ClaimOutcome;

    /// <summary>No such preset.</summary>
    [GenerateSerializer, Immutable, Alias("prebuilds.ClaimOutcome.PresetUnknown")]
    public sealed record PresetUnknown : ClaimOutcome;

    /// <summary>The feature is off (<c>Prebuilds:Enabled=false</c>).</summary>
    [GenerateSerializer, Immutable, Alias("prebuilds.ClaimOutcome.NotSupported")]
    public sealed record NotSupported : ClaimOutcome;
}
