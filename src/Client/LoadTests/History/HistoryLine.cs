using System.Text.Json;
using Prebuilds.Claims;

namespace Prebuilds.Client.LoadTests.History;

/// <summary>
/// One call as its caller saw it: a line of a history file. The instants of one run are comparable: they come from one
/// clock that is never set.
/// </summary>
public sealed record HistoryLine
{
    /// <summary>What was asked for.</summary>
    public HistoryOperation Operation { get; init; }

    /// <summary>The claim's request id; of a deletion: that of the claim that it undoes.</summary>
    public required string Request { get; init; }

    /// <summary>1: the first call of this id; more: it is repeated, or tried again after an unknown outcome.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The preset as it was addressed: <c>template/preset</c> or a UUID.</summary>
    public required string Preset { get; init; }

    /// <summary>The user: a login name or a UUID.</summary>
    public required string User { get; init; }

    /// <summary>The name that was asked for.</summary>
    public required string Name { get; init; }

    /// <summary>When the call should have been made; it may have been late.</summary>
    public DateTimeOffset Intended { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>When its answer came, or was no longer waited for.</summary>
    public DateTimeOffset End { get; init; }

    /// <summary>What was learnt.</summary>
    public HistoryOutcome Outcome { get; init; }

    /// <summary>The workspace that was given or deleted; null: none was given.</summary>
    public Guid? Workspace { get; init; }

    /// <summary>The name of the workspace that was given.</summary>
    public string? GivenName { get; init; }

    /// <summary>Of a grant: whether the cluster says that the id was granted before.</summary>
    public bool? Repeat { get; init; }

    /// <summary>Why a claim missed, as the command line writes it.</summary>
    public string? Reason { get; init; }

    /// <summary>Why an outcome is unknown.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it missed because the cluster was busy: nobody looked whether the id was granted.</summary>
    internal bool IsUnseen => Outcome == HistoryOutcome.NoneClaimable && Reason == Busy;

    private static string Busy { get; } = JsonNamingPolicy.CamelCase.ConvertName(nameof(MissReason.Busy));
}
