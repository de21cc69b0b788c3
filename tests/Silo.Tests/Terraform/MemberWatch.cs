using Prebuilds.Presets;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Workspaces;

namespace Prebuilds.Silo.Tests.Terraform;

/// <summary>Counts a pool's members again and again, of all versions, as a client is shown them.</summary>
internal sealed class MemberWatch : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;

    private MemberWatch(ClusterClient client, PresetName preset) => _watch = Task.Run(() => Watch(client, preset));

    /// <summary>How often it has looked.</summary>
    public int Looks { get; private set; }

    /// <summary>The most members at once that it saw, those not counted that are being deleted.</summary>
    public int Most { get; private set; }

    /// <summary>Begins to look.</summary>
    public static MemberWatch Begin(ClusterClient client, PresetName preset) => new(client, preset);

    /// <summary>The members of a pool that are not being deleted, as one statement reads them.</summary>
    public static async Task<List<Workspace>> Members(ClusterClient client, PresetName preset)
    {
        var query = new WorkspaceQuery(preset.ToId(), null, null, WorkspaceQuery.MaxLimit);
        return
        [
            .. (await client.Prebuilds.Workspaces.List(query))
                .Select(row => row.Workspace)
                .Where(row => row is { IsMember: true, Phase: not WorkspacePhase.Deleting }),
        ];
    }

    /// <summary>Looks no more; fails if a look failed.</summary>
    public async Task End()
    {
        await _stop.CancelAsync();
        await _watch;
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        _stop.Dispose();
    }

    private async Task Watch(ClusterClient client, PresetName preset)
    {
        using var timer = new PeriodicTimer(Look);
        while (!_stop.IsCancellationRequested)
        {
            Most = Math.Max(Most, (await Members(client, preset)).Count);
            Looks++;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
