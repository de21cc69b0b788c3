using Prebuilds.Client;
using Prebuilds.Client.LoadTests.Checking;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Client.LoadTests.Loops;
using Prebuilds.Client.LoadTests.Running;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;

namespace Prebuilds.Silo.Tests.EndToEnd;

/// <summary>Claims that go on while a test does harm, and whether all that was answered came true.</summary>
internal sealed class ClaimRun : IAsyncDisposable
{
    /// <summary>Who ask again at once: a long run leaves some hundred thousand requests.</summary>
    private const int Callers = 64;

    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterClient _client;
    private readonly string _history;
    private readonly List<string> _histories;
    private readonly Task<LoadTally> _load;

    private ClaimRun(ClusterClient client, string history, LoadSettings settings)
    {
        _client = client;
        _history = history;
        _histories = [history];
        _load = Task.Run(() => Claim(settings));
    }

    /// <summary>Begins to claim.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="folder">Where the history is written.</param>
    /// <param name="settings">What is asked, how often.</param>
    public static ClaimRun Begin(ClusterClient client, string folder, LoadSettings settings) =>
        new(client, Path.Combine(folder, "history.jsonl"), settings);

    /// <summary>Waits until a caller was told a workspace.</summary>
    public Task<bool> UntilGranted() => Eventually.Sees(
        () => Task.FromResult(IsGranted()), isGranted => isGranted, "an answer that grants a claim");

    /// <summary>Makes no more claims; what was not answered by now is unknown.</summary>
    public async Task<LoadTally> End()
    {
        await _stop.CancelAsync();
        return await _load;
    }

    /// <summary>
    /// Asks every request again of which nobody knows what came of it, when all has come to rest: what is told then
    /// must agree with what is stored.
    /// </summary>
    /// <returns>How many there were.</returns>
    public async Task<int> AskAgain()
    {
        var open = Unresolved();
        _histories.Add($"{_history}.again");
        using var writer = new HistoryWriter(_histories[^1]);
        var record = new LoadRecord(new LoadTally(TimeProvider.System.GetUtcNow()), writer);
        var caller = new ClaimCaller(_client.Grains, new RunClock(TimeProvider.System), record);
        var asking = Parallel.ForEachAsync(
            open,
            new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (line, _) => await caller.Make(
                new PlannedClaim(
                    PresetReference.Parse(line.Preset), line.User, line.Request, line.Attempt + 1, Deletes: false),
                intended: null,
                CancellationToken.None));
        await record.KeepUp(asking, TimeProvider.System);
        return open.Count;
    }

    /// <summary>Fails unless the history and the store agree that every rule held.</summary>
    public Task<CheckCounts> Judge() => Judged.Right(_client.Prebuilds, [.. _histories]);

    public async ValueTask DisposeAsync()
    {
        await End();
        _stop.Dispose();
    }

    private bool IsGranted()
    {
        using var file = new FileStream(_history, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var lines = new StreamReader(file);
        return HistoryReader.Read(lines, "history").Any(reading => reading.Line is { Outcome: HistoryOutcome.Claimed });
    }

    /// <summary>The newest call without an answer of each request that has one, and none that tells a grant.</summary>
    private List<HistoryLine> Unresolved()
    {
        var (open, granted) = (new Dictionary<(string, string), HistoryLine>(), new HashSet<(string, string)>());
        using var lines = new StreamReader(_history);
        foreach (var line in HistoryReader.Read(lines, "history").Select(reading => reading.Line!))
        {
            if (line.Outcome == HistoryOutcome.Claimed)
            {
                granted.Add((line.User, line.Request));
            }
            else if (line is { Operation: HistoryOperation.Claim, Outcome: HistoryOutcome.Unknown })
            {
                open[(line.User, line.Request)] = line;
            }
        }

        return [.. open.Where(it => !granted.Contains(it.Key)).Select(it => it.Value)];
    }

    private async Task<LoadTally> Claim(LoadSettings settings)
    {
        using var writer = new HistoryWriter(_history);
        return await new ClaimLoad(_client.Grains, settings, TimeProvider.System).Run(writer, _stop.Token);
    }
}
