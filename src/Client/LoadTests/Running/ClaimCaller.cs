using System.Diagnostics;
using Prebuilds.Claims;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Client.Output;
using Prebuilds.Grains;
using Prebuilds.Grains.Presets;
using Prebuilds.Presets;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.LoadTests.Running;

/// <summary>
/// Makes one call at a time, and records each; a call whose outcome is unknown is made again under its id, until
/// somebody has looked, for as long as the client does (<see cref="CallRetry.Budget"/>).
/// </summary>
internal sealed class ClaimCaller(IGrainFactory grains, RunClock clock, LoadRecord record)
{
    private readonly Dictionary<PresetId, IPresetGrain> _presets = [];
    private volatile Asked? _inFlight;
    private volatile bool _abandoned;

    /// <summary>Makes a claim, and the deletion that belongs to it.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="intended">When it should have been made; null: now.</param>
    /// <param name="stop">Ends the waiting between tries.</param>
    public async Task Make(PlannedClaim claim, DateTimeOffset? intended, CancellationToken stop)
    {
        var grain = Grain(claim.Preset.Id);
        var request = new ClaimRequest(claim.Request, UserIds.FromName(claim.User), claim.User, claim.Request);
        var line = new HistoryLine
        {
            Request = claim.Request,
            Attempt = claim.Attempt,
            Preset = claim.Preset.ToString(),
            User = claim.User,
            Name = claim.Request,
            Intended = intended ?? clock.Now,
        };
        var answer = await Until(
            line, async asked => Told(asked, await grain.Claim(request, CancellationToken.None)), stop);
        if (claim.Deletes && answer is { Outcome: HistoryOutcome.Claimed, Repeat: false, Workspace: { } workspace })
        {
            var deletion = line with
            {
                Operation = HistoryOperation.Delete,
                Attempt = 1,
                Workspace = workspace,
                Intended = clock.Now,
            };
            await Until(
                deletion,
                async asked => Told(asked, await grain.DeleteWorkspace(new WorkspaceId(workspace))),
                stop);
        }
    }

    /// <summary>
    /// Nobody waits any more: records that the outcome of the call in flight is unknown. No other call is made.
    /// </summary>
    public void Abandon()
    {
        _abandoned = true;
        Interlocked.MemoryBarrier();
        if (_inFlight is not { } asked)
        {
            return;
        }

        if (asked.Take())
        {
            var line = asked.Line with { End = clock.Now, Error = "interrupted" };
            record.Add(new LoadEvent(line, asked.IsFirst, IsLast: true, IsOpen: true));
        }
        else
        {
            SpinWait.SpinUntil(() => _inFlight != asked);
        }
    }

    private IPresetGrain Grain(PresetId preset)
    {
        if (!_presets.TryGetValue(preset, out var grain))
        {
            _presets[preset] = grain = grains.Preset(preset);
        }

        return grain;
    }

    private async Task<HistoryLine> Until(
        HistoryLine line, Func<HistoryLine, Task<HistoryLine>> call, CancellationToken stop)
    {
        Pauses? pauses = null;
        var isDoubtful = false;
        var began = clock.Elapsed;
        while (true)
        {
            var asked = new Asked(line with { Start = clock.Now }, isFirst: pauses is null);
            var answer = await Once(asked, call);
            var isOpen = answer.Outcome == HistoryOutcome.Unknown || (isDoubtful && answer.IsUnseen);
            isDoubtful |= isOpen;
            var isLast = !isOpen || clock.Elapsed - began > CallRetry.Budget;
            if (asked.Take())
            {
                record.Add(new LoadEvent(answer, asked.IsFirst, isLast, isOpen));
                _inFlight = null;
            }

            if (isLast || _abandoned)
            {
                return answer;
            }

            pauses ??= new Pauses();
            await Task.Delay(pauses.Take(), clock.Waiting, stop);
            line = line with { Attempt = line.Attempt + 1 };
        }
    }

    private async Task<HistoryLine> Once(Asked asked, Func<HistoryLine, Task<HistoryLine>> call)
    {
        _inFlight = asked;
        Interlocked.MemoryBarrier();
        if (_abandoned)
        {
            // What was never asked needs no record, unless Abandon has made one already.
            asked.Take();
            _inFlight = null;
            return asked.Line;
        }

        try
        {
            var answer = await call(asked.Line);
            return answer with { End = clock.Now };
        }
        catch (Exception error)
        {
            // Whatever failed, it may have taken effect before.
            return asked.Line with { End = clock.Now, Error = $"{error.GetType().Name}: {error.Message}" };
        }
    }

    private static HistoryLine Told(HistoryLine line, ClaimOutcome outcome) => outcome switch
    {
        ClaimOutcome.Claimed it => line with
        {
            Outcome = HistoryOutcome.Claimed,
            Workspace = it.Workspace.Id.Value,
            GivenName = it.Workspace.Name,
            Repeat = it.Repeat,
        },
        ClaimOutcome.NoneClaimable it => line with
        {
            Outcome = HistoryOutcome.NoneClaimable,
            Reason = Words.Of(it.Reason),
        },
        ClaimOutcome.NameTaken => line with { Outcome = HistoryOutcome.NameTaken },
        ClaimOutcome.PresetUnknown => line with { Outcome = HistoryOutcome.PresetUnknown },
        ClaimOutcome.NotSupported => line with { Outcome = HistoryOutcome.NotSupported },
        _ => throw new UnreachableException(),
    };

    private static HistoryLine Told(HistoryLine line, CommandOutcome outcome) => line with
    {
        Outcome = outcome is CommandOutcome.Done ? HistoryOutcome.Done : HistoryOutcome.Refused,
    };

    /// <summary>A call in flight: either who got its answer records it, or who abandons it.</summary>
    private sealed class Asked(HistoryLine line, bool isFirst)
    {
        private int _taken;

        public HistoryLine Line => line;

        public bool IsFirst => isFirst;

        /// <summary>Whether nobody else has taken it.</summary>
        public bool Take() => Interlocked.Exchange(ref _taken, 1) == 0;
    }
}
