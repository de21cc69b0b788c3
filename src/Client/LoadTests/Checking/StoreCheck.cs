using System.Collections.Immutable;
using Prebuilds.Claims;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Grains.Catalog;
using Prebuilds.Grains.Presets;

namespace Prebuilds.Client.LoadTests.Checking;

/// <summary>
/// Compares what callers were told with what is stored. <see cref="Add(ClaimEntry)"/> every stored claim, read after
/// the last call of the history, then <see cref="Finish"/>; the history's own <see cref="HistoryCheck.Finish"/> comes
/// last. The clocks of silos on several machines must agree as well as a workspace takes to be claimed.
/// </summary>
/// <param name="history">The history, completely read.</param>
/// <param name="exclusive">Whether the history is all that was ever asked of the store.</param>
public sealed class StoreCheck(HistoryCheck history, bool exclusive)
{
    /// <summary>
    /// When a commit is over, counted from when its caller gave up, unless the database stood still for longer: a claim
    /// waits in its silo for as long as a caller does (<see cref="ClaimPatience"/>), then the store is given 5 s, and a
    /// statement that was told to stop more than as long again. Who was told sooner that there is none may have been
    /// told before the commit.
    /// </summary>
    public static TimeSpan LatestCommit { get; } = ClaimPatience.Limit + TimeSpan.FromSeconds(12);

    private readonly Dictionary<string, Guid?> _presets = [];

    /// <summary>Reads everything that is stored, and judges it.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task ReadAll(PrebuildsClient client, CancellationToken stop = default)
    {
        await foreach (var claim in client.Claims.ListAll(stop))
        {
            Add(claim);
        }

        foreach (var pool in await client.Presets.List(stop))
        {
            Add(pool);
        }

        Finish();
    }

    /// <summary>Judges one stored claim.</summary>
    public void Add(ClaimEntry claim)
    {
        history.Counts.Stored++;
        if (claim.GoneAt is not null)
        {
            history.Gone(claim.Workspace.Value);
        }

        var facts = history.Find(claim.Owner, claim.RequestId);
        JudgeRow(claim, facts is null ? [] : [facts.AnyLine]);
        if (facts is not null)
        {
            facts.IsStored = true;
            JudgeAnswer(claim, facts);
            return;
        }

        history.Counts.OfOthers++;
        if (exclusive)
        {
            history.Report(Rule.NobodyAsked, $"{Words(claim)} is stored, and no line asks for it");
        }
    }

    /// <summary>Judges one pool as it is now, when no target has just fallen.</summary>
    public void Add(PresetStatus pool)
    {
        var state = pool.Plan.State;
        var members = state.Actual - state.Expired + state.Starting;
        if (pool.Preset.Live && members > state.Desired)
        {
            history.Report(
                Rule.Overfull, $"{pool.Preset.Name} has {members} members, and its target is {state.Desired}");
        }
    }

    /// <summary>Judges what is not stored.</summary>
    public void Finish()
    {
        foreach (var facts in history.Requests.Where(it => it is { Workspace: not null, IsStored: false }))
        {
            history.Report(
                Rule.Lost,
                $"{facts} was given {facts.Workspace}, and that is not stored",
                facts.FirstGrant!.Value.Line);
        }
    }

    private static string Words(ClaimEntry claim) =>
        $"the claim of {claim.Workspace} by request {claim.RequestId} of {claim.Owner}";

    private void JudgeRow(ClaimEntry claim, ImmutableArray<LineReference> lines)
    {
        if (claim.Holder != (claim.GoneAt is null ? claim.Owner : null))
        {
            var holder = claim.Holder is { } user ? $"belongs to {user}" : "does not exist";
            history.Report(Rule.NotHeld, $"{Words(claim)} is stored, and the workspace {holder}", lines);
        }

        // What is gone may have lost its builds to the pruning of what is old.
        if (claim.ReadyAt is { } ready ? ready > claim.ClaimedAt : claim.GoneAt is null)
        {
            var when = claim.ReadyAt is { } at ? $"only at {at:O}" : "never";
            history.Report(
                Rule.NeverReady, $"{Words(claim)} is of {claim.ClaimedAt:O}, and it was ready {when}", lines);
        }
    }

    private void JudgeAnswer(ClaimEntry claim, RequestFacts facts)
    {
        if (facts.Workspace is { } told)
        {
            if (told != claim.Workspace.Value || facts.GivenName != claim.Name || !IsOf(facts.GivenPreset, claim))
            {
                history.Report(
                    Rule.StoredOtherwise,
                    $"{facts} was given {told} '{facts.GivenName}' of {facts.GivenPreset ?? "some preset"}, and "
                    + $"{claim.Workspace} '{claim.Name}' of {claim.Preset} is stored",
                    facts.FirstGrant!.Value.Line);
            }
        }
        else if (facts.LastUnknownCall is { } unknown)
        {
            history.Counts.UnresolvedStored++;
            JudgeMiss(claim, facts, unknown);
        }
        else
        {
            history.Report(
                Rule.ToldNone, $"{facts} was told that there is none, and {claim.Workspace} is stored", facts.AnyLine);
        }
    }

    private void JudgeMiss(ClaimEntry claim, RequestFacts facts, Moment unknown)
    {
        var over = unknown with { Ticks = unknown.Ticks + LatestCommit.Ticks };
        if (facts.LastMissedCall is { } missed && over.IsBefore(missed) && claim.ClaimedAt.UtcTicks < missed.Ticks)
        {
            history.Report(
                Rule.Stranded,
                $"{facts} had no answer, was then told that there is none, and {claim.Workspace} is stored, "
                + $"of {claim.ClaimedAt:O}",
                unknown.Line,
                missed.Line);
        }
    }

    private bool IsOf(string? preset, ClaimEntry claim)
    {
        if (preset is null)
        {
            return true;
        }

        if (!_presets.TryGetValue(preset, out var id))
        {
            _presets[preset] = id = PresetReference.TryParse(preset, out var known) ? known.Id.Value : null;
        }

        return id == claim.Preset.Value;
    }
}
