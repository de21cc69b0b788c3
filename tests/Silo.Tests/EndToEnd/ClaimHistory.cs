using System.Collections.Concurrent;
using Prebuilds.Claims;
using Prebuilds.Client;
using Prebuilds.Client.Claims;
using Prebuilds.Presets;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Silo.Tests.EndToEnd;

/// <summary>What callers asked for and were told, while the silo died under them.</summary>
internal sealed class ClaimHistory(PrebuildsClient client, PresetName preset)
{
    private readonly ConcurrentDictionary<string, WorkspaceId?> _answers = new();
    private readonly ConcurrentDictionary<WorkspaceId, bool> _deleted = new();
    private int _next;

    /// <summary>Every request, with the workspace it was told; null: it was told none, or nothing.</summary>
    public IReadOnlyDictionary<string, WorkspaceId?> Answers => _answers;

    /// <summary>How many requests were told a workspace.</summary>
    public int Granted => _answers.Values.Count(id => id is not null);

    /// <summary>The workspaces that were given and not asked to be deleted.</summary>
    public IEnumerable<WorkspaceId> Kept => _answers.Values.OfType<WorkspaceId>().Where(id => !_deleted.ContainsKey(id));

    /// <summary>Claims one workspace after the other, and deletes every second one, until told to stop.</summary>
    public async Task ClaimUntil(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var name = $"dev{Interlocked.Increment(ref _next)}";
            _answers[name] = null;
            if (await Ask(name, stop) is { } given && name[^1] % 2 == 0)
            {
                _deleted[given] = true;
                await Try(() => client.Workspaces.Delete(preset.ToId(), given, stop));
            }
        }
    }

    /// <summary>Asks again what was asked before: a workspace that was told must be told again.</summary>
    public async Task AskAgain()
    {
        foreach (var (name, told) in _answers.ToList())
        {
            var again = await Ask(name, CancellationToken.None);
            Assert.True(told is null || told == again, $"{name} was given {told} before and {again} now");
        }
    }

    private async Task<WorkspaceId?> Ask(string name, CancellationToken stop)
    {
        var answer = await Try(() => client.Claim(preset, new ClaimOptions("ada", name) { RequestId = name }, stop));
        if (answer?.Outcome is not ClaimOutcome.Claimed claimed)
        {
            return null;
        }

        _answers[name] = claimed.Workspace.Id;
        return claimed.Workspace.Id;
    }

    /// <summary>What fails because the silo is dead has no answer; it is asked again at the end.</summary>
    private static async Task<T?> Try<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            return null;
        }
    }
}
