using System.Diagnostics;
using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Grains.Claims;
using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Writes;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Presets;

/// <content>Claims: they interleave with each other and with steps, and are committed in the silo's batches.</content>
public sealed partial class PoolKeeper
{
    /// <summary>How many members one claim may lose to somebody else's writes before it gives up.</summary>
    private const int MaxCandidates = 10;

    private readonly MissTally _misses = new();

    private bool HasMisses => _misses.HasNews(_services.Clock.Now());

    /// <summary>Hands out the oldest member that is ready, once and durably.</summary>
    /// <param name="request">Who asks, for which name; its rules hold.</param>
    public async Task<ClaimOutcome> Claim(ClaimRequest request)
    {
        var received = _services.Clock.GetTimestamp();
        for (var tried = 0; tried < MaxCandidates; tried++)
        {
            var candidate = await Take();
            var result = await Commit(request, candidate);
            if (Settle(request, result, candidate) is not { } outcome)
            {
                await _refill;
                continue;
            }

            var took = _services.Clock.GetElapsedTime(received);
            outcome = outcome is ClaimOutcome.Claimed claimed ? claimed with { Took = took } : outcome;
            if (outcome is ClaimOutcome.NoneClaimable miss)
            {
                Miss(miss);
            }

            _services.Metrics.Claimed(_pool.Preset, outcome, took);
            return outcome;
        }

        return new ClaimOutcome.NoneClaimable(
            MissReason.Busy,
            $"{MaxCandidates} members were gone when they were to be handed out. Try again in a moment.");
    }

    /// <summary>
    /// The oldest member; when there seems to be none but memory is in doubt, after reading the store again.
    /// </summary>
    private async Task<Workspace?> Take()
    {
        if (_pool.Take(_services.Clock.Now()) is { } member)
        {
            return member;
        }

        if (!IsDoubtful)
        {
            return null;
        }

        RequestRefill();
        await _refill;
        return _pool.Take(_services.Clock.Now());
    }

    private async Task<ClaimResult?> Commit(ClaimRequest request, Workspace? candidate)
    {
        var now = _services.Clock.Now();
        var build = NeedsClaimBuild(candidate) ? new BuildId(_services.NewId(now)) : (BuildId?)null;
        try
        {
            return await _services.Claims.Commit(
                new ClaimCommit(request, _pool.Preset.Id, _pool.Epoch, candidate?.Id, build, now));
        }
        catch when (candidate is { } taken)
        {
            // The outcome is unknown: it may be claimed. The next look into the store tells.
            _pool.Lost(taken.Id);
            _claimDoubts++;
            RequestRefill();
            throw;
        }
    }

    /// <summary>
    /// Whether the worker must look after the claim. What an older version has is not known here: its build finds out,
    /// and where there is no step it succeeds at once.
    /// </summary>
    private bool NeedsClaimBuild(Workspace? candidate) =>
        _pool.Preset.HasClaimStep || (candidate is not null && candidate.Version != _pool.Preset.Version);

    /// <summary>Holds what came of a commit; null: try the next member.</summary>
    private ClaimOutcome? Settle(ClaimRequest request, ClaimResult? result, Workspace? candidate)
    {
        switch (result)
        {
            case ClaimResult.Granted { Repeat: false } granted:
                _pool.Claimed(candidate!.Id);
                _claimedSince ??= _services.Clock.GetTimestamp();
                if (granted.Workspace.HandOver == HandOver.Pending)
                {
                    _services.Builds.Pulse();
                }

                RequestRefill();
                return new ClaimOutcome.Claimed(granted.Workspace, granted.Repeat, TimeSpan.Zero);
            case ClaimResult.Lost when candidate is not null:
                _pool.Lost(candidate.Id);
                _claimDoubts++;
                RequestRefill();
                return null;
        }

        if (candidate is not null)
        {
            _pool.Return(candidate.Id);
        }

        return result switch
        {
            null => new ClaimOutcome.NoneClaimable(
                MissReason.Busy, $"{ClaimWriter.MaxWaiting} claims wait on this silo already. Try again in a moment."),
            ClaimResult.Granted repeat => new ClaimOutcome.Claimed(repeat.Workspace, repeat.Repeat, TimeSpan.Zero),
            ClaimResult.NameTaken => new ClaimOutcome.NameTaken(request.Name),
            ClaimResult.NeverGranted => MissReasons.Of(Look(), _settings, _services.Clock.Now()),
            ClaimResult.Fenced => throw Fenced(),
            _ => throw new UnreachableException($"Unknown result {result}."),
        };
    }

    /// <summary>
    /// Counts a claim that found nothing. One that is to be told makes a step; all others wait for one.
    /// </summary>
    private void Miss(ClaimOutcome.NoneClaimable miss)
    {
        _misses.Add(miss);
        if (HasMisses)
        {
            RequestRefill();
        }
    }

    /// <summary>
    /// Writes what is to be told of misses. When the preset had changed it was read again; the next step tells.
    /// </summary>
    private async Task TellMisses()
    {
        var now = _services.Clock.Now();
        var news = _misses.News(now);
        if (!news.IsEmpty
            && await Write([.. news.Select(told => new PresetChange.Tell(told))], _pool.Preset, now) is not null)
        {
            _misses.Told(now);
        }
    }

    private PresetSnapshot Look() =>
        _pool.ToSnapshot(FailureFacts.Of(_pool.Preset, Options.FailurePolicy, _services.Clock.Now()));
}
