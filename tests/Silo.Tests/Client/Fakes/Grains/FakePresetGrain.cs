using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Grains;
using Prebuilds.Grains.Presets;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Workspaces;

namespace Prebuilds.Silo.Tests.Client.Fakes.Grains;

/// <summary>Answers claims from a script; the last line of it for ever.</summary>
internal sealed class FakePresetGrain : IPresetGrain
{
    private readonly Queue<Func<ClaimRequest, ClaimOutcome>> _script = new();
    private Func<ClaimRequest, ClaimOutcome> _last = _ => new ClaimOutcome.PresetUnknown();

    public List<ClaimRequest> Claims { get; } = [];

    public List<string> Commands { get; } = [];

    /// <summary>Claims are answered when this is over.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public CommandOutcome Answer { get; set; } = new CommandOutcome.Done("It is done.");

    public FakePresetGrain Then(Func<ClaimRequest, ClaimOutcome> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public FakePresetGrain Then(ClaimOutcome answer) => Then(_ => answer);

    public FakePresetGrain ThenFail(Exception error) => Then(_ => throw error);

    public async Task<ClaimOutcome> Claim(ClaimRequest request, CancellationToken stop)
    {
        Claims.Add(request);
        _last = _script.TryDequeue(out var next) ? next : _last;
        var answer = _last;
        await Gate;
        return answer(request);
    }

    public Task<CommandOutcome> Invalidate() => Command("invalidate");

    public Task<CommandOutcome> Resume() => Command("resume");

    public Task<CommandOutcome> DeleteWorkspace(WorkspaceId workspace) => Command($"delete {workspace}");

    public Task<CommandOutcome> CancelBuild(BuildId build, string reason) => Command($"cancel {build}: {reason}");

    public Task<CommandOutcome> RetryBuild(BuildId build) => Command($"retry {build}");

    public Task<PresetReport> Reconcile(PresetSlice slice, LoopSettings settings) => throw new NotSupportedException();

    public Task BuildChanged(Build build) => throw new NotSupportedException();

    public Task DefinitionChanged() => throw new NotSupportedException();

    private Task<CommandOutcome> Command(string command)
    {
        Commands.Add(command);
        return Task.FromResult(Answer);
    }
}
