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
    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterClient _client;
    private readonly string _history;
    private readonly Task<LoadTally> _load;

    private ClaimRun(ClusterClient client, string history, LoadSettings settings)
    {
        _client = client;
        _history = history;
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

    /// <summary>Fails unless the history and the store agree that every rule held.</summary>
    public Task<CheckCounts> Judge() => Judged.Right(_client.Prebuilds, _history);

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

    private async Task<LoadTally> Claim(LoadSettings settings)
    {
        using var writer = new HistoryWriter(_history);
        return await new ClaimLoad(_client.Grains, settings, TimeProvider.System).Run(writer, _stop.Token);
    }
}
