using System.Collections.Concurrent;
using Prebuilds.Claims;
using Prebuilds.Client;
using Prebuilds.Client.Claims;
using Prebuilds.Presets;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Silo.Tests.Cluster;

/// <summary>
/// One caller per preset, who claims one workspace and then asks the same again and again: each answer comes from the
/// database, through the preset's one activation, and must name the same workspace. Now and then it claims another one
/// beside that, which must be nobody's.
/// </summary>
internal sealed class ClaimWatch(PrebuildsClient client, IReadOnlyList<PresetName> presets)
{
    private const int Calm = 5;

    /// <summary>
    /// Every so many questions of one preset there is a fresh claim: little work refills what they take.
    /// </summary>
    private const int FreshEvery = 5;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>A call that takes longer was disturbed.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly ConcurrentDictionary<PresetName, WorkspaceId> _given = new();
    private readonly ConcurrentDictionary<WorkspaceId, string> _owners = new();
    private readonly ConcurrentQueue<Call> _calls = new();

    /// <summary>Answers that were wrong, and calls that failed in spite of the client's retries.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    public int Calls => _calls.Count;

    /// <summary>Fresh claims that were granted.</summary>
    public int Grants => _calls.Count(call => call.IsGrant);

    /// <summary>Claims one workspace of each preset.</summary>
    public Task Begin() => Parallel.ForEachAsync(presets, async (preset, _) =>
    {
        var answer = await client.Claim(
            preset, Same(preset) with { Wait = TimeSpan.FromMinutes(2) }, CancellationToken.None);
        _given[preset] = ((ClaimOutcome.Claimed)answer.Outcome).Workspace.Id;
        Own(_given[preset], preset.Preset);
    });

    /// <summary>Asks again and again until told to stop.</summary>
    public Task AskUntil(CancellationToken stop) => Task.WhenAll(presets.Select((preset, number) => Task.Run(async () =>
    {
        using var pace = new PeriodicTimer(Pace);
        for (var tick = number; !stop.IsCancellationRequested; tick++)
        {
            await Task.WhenAll(Repeat(preset), tick % FreshEvery == 0 ? Claim(preset, tick) : Task.CompletedTask);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    })));

    /// <summary>
    /// Waits until every caller has been answered quickly several times since now, and was granted a fresh claim.
    /// </summary>
    public Task UntilCalm()
    {
        var since = Clock.GetTimestamp();
        return Eventually.Sees(
            () => Task.FromResult(presets.Min(it => GrantedSince(since, it) ? QuickSince(since, it) : -1)),
            least => least >= Calm,
            "quick answers and a fresh grant for every preset");
    }

    /// <summary>
    /// How long after an instant the last of these presets granted a fresh claim made since; zero: there is no preset.
    /// </summary>
    public TimeSpan GrantedAfter(long instant, IEnumerable<PresetName> about) => about
        .Select(preset => _calls.First(call => call.IsGrant && call.Preset == preset && call.Began > instant))
        .Select(call => Clock.GetElapsedTime(instant, call.Ended))
        .DefaultIfEmpty(TimeSpan.Zero)
        .Max();

    /// <summary>
    /// How long after an instant the last disturbed call about these presets got its answer; zero: none was.
    /// </summary>
    public TimeSpan DisturbedUntil(long instant, IEnumerable<PresetName> about)
    {
        var asked = about.ToHashSet();
        return _calls
            .Where(call => call.Ended > instant && asked.Contains(call.Preset))
            .Where(call => Clock.GetElapsedTime(call.Began, call.Ended) > Quick)
            .Select(call => Clock.GetElapsedTime(instant, call.Ended))
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
    }

    private static ClaimOptions Same(PresetName preset) => new("ada", preset.Preset) { RequestId = preset.Preset };

    private int QuickSince(long since, PresetName preset)
    {
        var calls = _calls.Where(call => call.Preset == preset && call.Began > since).ToList();
        return calls.Count - 1 - calls.FindLastIndex(call => Clock.GetElapsedTime(call.Began, call.Ended) > Quick);
    }

    private bool GrantedSince(long since, PresetName preset) =>
        _calls.Any(call => call.IsGrant && call.Preset == preset && call.Began > since);

    private Task Repeat(PresetName preset) => Ask(preset, Same(preset), outcome =>
    {
        if (outcome is not ClaimOutcome.Claimed { Repeat: true } again || again.Workspace.Id != _given[preset])
        {
            Failures.Enqueue($"{preset} was given {_given[preset]}, and was told {outcome}");
        }

        return false;
    });

    private Task Claim(PresetName preset, int number)
    {
        var request = $"{preset.Preset}-{number}";
        return Ask(preset, new ClaimOptions("ada", request) { RequestId = request }, outcome =>
        {
            if (outcome is ClaimOutcome.Claimed given)
            {
                Own(given.Workspace.Id, request);
                return true;
            }

            // It may take a while to refill a pool whose builds were lost; nobody else has a right to these names.
            if (outcome is not ClaimOutcome.NoneClaimable)
            {
                Failures.Enqueue($"{request} was told {outcome}");
            }

            return false;
        });
    }

    private void Own(WorkspaceId workspace, string request)
    {
        if (!_owners.TryAdd(workspace, request))
        {
            Failures.Enqueue($"{workspace} was given to {_owners[workspace]} and to {request}");
        }
    }

    /// <summary>Asks once, and notes how long it took; the judge says whether a fresh claim was granted.</summary>
    private async Task Ask(PresetName preset, ClaimOptions options, Func<ClaimOutcome, bool> judge)
    {
        var (began, isGrant) = (Clock.GetTimestamp(), false);
        try
        {
            isGrant = judge((await client.Claim(preset, options, CancellationToken.None)).Outcome);
        }
        catch (Exception failure)
        {
            // Whatever it is: a caller that ends unseen would look like a pool that does not answer.
            Failures.Enqueue($"{preset} was not answered: {failure}");
        }

        _calls.Enqueue(new Call(preset, began, Clock.GetTimestamp(), isGrant));
    }

    private sealed record Call(PresetName Preset, long Began, long Ended, bool IsGrant);
}
