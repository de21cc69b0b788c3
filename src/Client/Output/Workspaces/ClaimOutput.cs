using System.Collections.Immutable;
using System.Diagnostics;
using Prebuilds.Claims;
using Prebuilds.Client.Claims;

namespace Prebuilds.Client.Output.Workspaces;

/// <summary>
/// What became of a claim. Everything but outcome, preset and request id is of a granted claim, or of a miss.
/// </summary>
/// <param name="Outcome">
/// <c>claimed</c>, <c>noneClaimable</c>, <c>nameTaken</c>, <c>notSupported</c> or <c>presetUnknown</c>.
/// </param>
/// <param name="Preset">The preset, as it was addressed.</param>
/// <param name="RequestId">The id to ask again with.</param>
internal sealed record ClaimOutput(string Outcome, string Preset, string RequestId)
{
    /// <summary>The workspace.</summary>
    public Guid? Id { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its owner.</summary>
    public OwnerOutput? Owner { get; init; }

    /// <summary>When it was claimed.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>How far it is with becoming its owner's.</summary>
    public string? HandOver { get; init; }

    /// <summary>Whether an earlier request with the same id had already been granted.</summary>
    public bool? Repeat { get; init; }

    /// <summary>From the grain's receipt of the request to the durable commit.</summary>
    public double? ServerMilliseconds { get; init; }

    /// <summary>What its provisioner reported.</summary>
    public ImmutableSortedDictionary<string, string>? Outputs { get; init; }

    /// <summary>The names of those outputs that only the owner may see; absent: none.</summary>
    public string[]? Sensitive { get; init; }

    /// <summary>Why none was claimable.</summary>
    public string? Reason { get; init; }

    /// <summary>The same as a sentence.</summary>
    public string? Detail { get; init; }

    /// <summary>The answer as it is shown.</summary>
    /// <param name="preset">The preset, as it was addressed.</param>
    /// <param name="user">The user, as it was named.</param>
    /// <param name="answer">The answer.</param>
    public static ClaimOutput Of(PresetReference preset, string user, ClaimAnswer answer)
    {
        ClaimOutput As(string outcome) => new(outcome, preset.ToString(), answer.RequestId);
        return answer.Outcome switch
        {
            ClaimOutcome.Claimed claimed => As("claimed") with
            {
                Id = claimed.Workspace.Id.Value,
                Name = claimed.Workspace.Name,
                Owner = new OwnerOutput(claimed.Workspace.Owner.Value, user),
                ClaimedAt = claimed.Workspace.ClaimedAt,
                HandOver = Words.Of(claimed.Workspace.HandOver),
                Repeat = claimed.Repeat,
                ServerMilliseconds = claimed.Took.TotalMilliseconds,
                Outputs = claimed.Workspace.Outputs,
                Sensitive = claimed.Workspace.Sensitive.IsDefaultOrEmpty ? null : [.. claimed.Workspace.Sensitive],
            },
            ClaimOutcome.NoneClaimable miss => As("noneClaimable") with
            {
                Reason = Words.Of(miss.Reason),
                Detail = miss.Detail,
            },
            ClaimOutcome.NameTaken taken => As("nameTaken") with { Name = taken.Name },
            ClaimOutcome.NotSupported => As("notSupported"),
            ClaimOutcome.PresetUnknown => As("presetUnknown"),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Shows what was given; what was not is a message, not a result.</summary>
    public void Show(Screen screen)
    {
        if (Id is not null)
        {
            screen.Fields(
            [
                ("id", Id.ToString()),
                ("name", Name),
                ("preset", Preset),
                ("owner", Owner!.Name),
                ("claimed", Words.Of(ClaimedAt)),
                ("state", HandOver == "pending" ? "handing over" : HandOver == "failed" ? "hand-over failed" : "ready"),
                ("hand-over", HandOver),
                ("request id", RequestId),
                ("granted before", Repeat is true ? Words.Of(true) : null),
                .. Outputs!.Select(output => ($"output {output.Key}", (string?)output.Value)),
            ]);
        }
    }
}
