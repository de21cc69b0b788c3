using Prebuilds.Grains;
using Prebuilds.Grains.Orchestration;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Testing;

namespace Prebuilds.Silo.Tests.Client.Fakes.Grains;

/// <summary>Notes what it is told, and fails as often as it is asked to.</summary>
internal sealed class FakeOrchestrator : IOrchestratorGrain
{
    public List<string> Commands { get; } = [];

    public Queue<Exception> Failures { get; } = new();

    public PassReport Pass { get; set; } = new(A.Noon, TimeSpan.FromMilliseconds(12), 2, 3, []);

    public OrchestratorStatus Now { get; set; } =
        new(Enabled: true, LoopSettings.Running, TimeSpan.FromSeconds(15), LastPass: null);

    public Task<CommandOutcome> Run() => Command("run");

    public Task<CommandOutcome> Stop(string cause) => Command($"stop {cause}");

    public Task<CommandOutcome> Pause() => Command("pause");

    public Task<CommandOutcome> Resume() => Command("resume");

    public Task<PassReport> ReconcileAll() => Task.FromResult(Pass);

    public Task<OrchestratorStatus> GetStatus() => Task.FromResult(Now);

    public Task KeepAlive() => throw new NotSupportedException();

    private Task<CommandOutcome> Command(string command)
    {
        Commands.Add(command);
        return Failures.TryDequeue(out var failure)
            ? Task.FromException<CommandOutcome>(failure)
            : FakeCluster.Done($"Did {command}.");
    }
}
