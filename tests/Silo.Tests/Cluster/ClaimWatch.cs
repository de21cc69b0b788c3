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
/// database, through the preset's one activation, and must name the same workspace.
/// </summary>
internal sealed class ClaimWatch(PrebuildsClient client, IReadOnlyList<PresetName> presets)
{
    private const int Calm = 5;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>A call that takes longer was disturbed.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly ConcurrentDictionary<PresetName, WorkspaceId> _given = new();
    private readonly ConcurrentQueue<Call> _calls = new();

    /// <summary>Answers that were wrong, and calls that failed in spite of the client's retries.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    public int Calls => _calls.Count;

    /// <summary>Claims one workspace of each preset.</summary>
    public Task Begin() => Parallel.ForEachAsync(presets, async (preset, _) =>
    {
        var answer = await client.Claim(
            preset, Same(preset) with { Wait = TimeSpan.FromMinutes(2) }, CancellationToken.None);
        _given[preset] = ((ClaimOutcome.Claimed)answer.Outcome).Workspace.Id;
    });

    /// <summary>Asks again and again until told to stop.</summary>
    public Task AskUntil(CancellationToken stop) => Task.WhenAll(presets.Select(preset => Task.Run(async () =>
    {
        using var pace = new PeriodicTimer(Pace);
        while (!stop.IsCancellationRequested)
        {
            await Ask(preset);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    })));

    /// <summary>Waits until every caller has been answered quickly several times since now.</summary>
    public Task UntilCalm()
    {
        var since = Clock.GetTimestamp();
        return Eventually.Sees(
            () => Task.FromResult(presets.Min(preset => QuickSince(since, preset))),
            least => least >= Calm,
            "quick answers for every preset");
    }

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

    private async Task Ask(PresetName preset)
    {
        var began = Clock.GetTimestamp();
        try
        {
            var answer = await client.Claim(preset, Same(preset), CancellationToken.None);
            if (answer.Outcome is not ClaimOutcome.Claimed { Repeat: true } again
                || again.Workspace.Id != _given[preset])
            {
                Failures.Enqueue($"{preset} was given {_given[preset]}, and was told {answer.Outcome}");
            }
        }
        catch (Exception failure)
        {
            // Whatever it is: a caller that ends unseen would look like a pool that does not answer.
            Failures.Enqueue($"{preset} was not answered: {failure}");
        }

        _calls.Enqueue(new Call(preset, began, Clock.GetTimestamp()));
    }

    private sealed record Call(PresetName Preset, long Began, long Ended);
}
