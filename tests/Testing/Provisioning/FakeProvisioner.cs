using System.Collections.Concurrent;
using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Provisioning;
using Prebuilds.Templates.Definitions;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing.Provisioning;

/// <summary>
/// A provisioner that makes nothing, and keeps the same promises as the real ones: it passes their contract suite.
/// Delays and failures by chance depend on the seed and on what is asked only, never on the order in which calls happen
/// to arrive.
/// </summary>
/// <param name="clock">Measures the delays; a fake one makes them free.</param>
/// <param name="settings">How operations go; null: at once and well.</param>
/// <param name="seed">Chooses delays and failures.</param>
public sealed class FakeProvisioner(TimeProvider clock, FakeSettings? settings = null, int seed = 0) : IProvisioner
{
    private readonly FakeSettings _settings = settings ?? new FakeSettings();
    private readonly ConcurrentQueue<FakeOperation> _operations = new();
    private readonly ConcurrentDictionary<WorkspaceId, SemaphoreSlim> _turns = new();
    private readonly ConcurrentDictionary<(WorkspaceId, ProvisionStep), int> _times = new();
    private readonly ConcurrentDictionary<(WorkspaceId?, ProvisionStep), ConcurrentQueue<FakeConduct>> _next = new();
    private readonly ConcurrentDictionary<ProvisionStep, FakeGate> _gates = new();

    /// <summary>The kind it stands for.</summary>
    public ProvisionerKind Kind { get; init; } = ProvisionerKind.Script;

    /// <summary>What it has made; default: in memory.</summary>
    public FakeMarks Marks { get; init; } = new MemoryMarks();

    /// <summary>Every call so far, in the order they began.</summary>
    public ImmutableArray<FakeOperation> Operations => [.. _operations];

    /// <summary>
    /// Says how the next operation of a kind shall go that nothing else was said about; several are used up in order.
    /// </summary>
    /// <param name="step">The operation.</param>
    /// <param name="conduct">How it shall go.</param>
    /// <param name="workspace">Of this workspace; null: of any.</param>
    public void Next(ProvisionStep step, FakeConduct conduct, WorkspaceId? workspace = null) =>
        _next.GetOrAdd((workspace, step), _ => new()).Enqueue(conduct);

    /// <summary>Holds every operation of that kind that begins from now on.</summary>
    public FakeGate Hold(ProvisionStep step) => _gates[step] = new FakeGate();

    /// <inheritdoc/>
    public Task<ProvisionResult> Create(ProvisionRequest request, CancellationToken stop) =>
        InTurn(ProvisionStep.Create, request, async () =>
        {
            Marks.Add(request.Workspace);
            return await Conduct(ProvisionStep.Create, request, stop);
        }, stop);

    /// <inheritdoc/>
    public Task<ProvisionResult> Ready(ProvisionRequest request, CancellationToken stop) =>
        InTurn(ProvisionStep.Ready, request, () => OfExisting(ProvisionStep.Ready, request, stop), stop);

    /// <inheritdoc/>
    public Task<ProvisionResult> Claim(ProvisionRequest request, CancellationToken stop) =>
        InTurn(ProvisionStep.Claim, request, () => OfExisting(ProvisionStep.Claim, request, stop), stop);

    /// <inheritdoc/>
    public Task<ProvisionResult> Delete(ProvisionRequest request, CancellationToken stop) =>
        InTurn(ProvisionStep.Delete, request, async () =>
        {
            if (await Conduct(ProvisionStep.Delete, request, stop) is ProvisionResult.Failed failed)
            {
                return failed;
            }

            Marks.Remove(request.Workspace);
            return new ProvisionResult.Succeeded(ImmutableSortedDictionary<string, string>.Empty);
        }, stop);

    /// <summary>What <see cref="Check"/> finds; default: nothing.</summary>
    public ImmutableArray<Problem> Problems { get; set; } = [];

    /// <summary>What it chooses for every version; default: nothing.</summary>
    public ReadOnlyMemory<byte>? Pins { get; set; }

    /// <inheritdoc/>
    public Task<CheckResult> Check(CheckRequest request, CancellationToken stop) =>
        Task.FromResult(new CheckResult(Problems) { Pins = Pins });

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<WorkspaceId>> ListLocal(CancellationToken stop) =>
        Task.FromResult(Marks.All);

    /// <summary>What <see cref="RemoveLocal"/> does first; default: nothing.</summary>
    public Func<CancellationToken, Task> BeforeRemoval { get; set; } = _ => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task RemoveLocal(WorkspaceId workspace, CancellationToken stop)
    {
        await BeforeRemoval(stop);
        Marks.Remove(workspace);
    }

    private async Task<ProvisionResult> InTurn(
        ProvisionStep step, ProvisionRequest request, Func<Task<ProvisionResult>> work, CancellationToken stop)
    {
        var turn = _turns.GetOrAdd(request.Workspace, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(stop);
        try
        {
            _operations.Enqueue(new(step, request.Workspace, request.Build, request.Attempt, clock.GetUtcNow()));
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ProvisionResult> OfExisting(
        ProvisionStep step, ProvisionRequest request, CancellationToken stop) =>
        Marks.Has(request.Workspace)
            ? await Conduct(step, request, stop)
            : Failed(ErrorClass.Transient, $"workspace {request.Workspace} is not there");

    private async Task<ProvisionResult> Conduct(ProvisionStep step, ProvisionRequest request, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var chance = ChanceOf(step, request);
        var delay = _settings.MinDelay + ((_settings.MaxDelay - _settings.MinDelay) * chance.NextDouble());
        if (_gates.TryGetValue(step, out var gate))
        {
            await gate.Pass(stop);
        }

        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, clock, stop);
        }

        var conduct = Told(step, request.Workspace) ?? Drawn(step, chance);
        if (!conduct.Replacements.IsEmpty && !await request.Replacing(conduct.Replacements, stop))
        {
            return Failed(ErrorClass.Transient, "the lease is lost");
        }

        switch (conduct)
        {
            case FakeConduct.Fail fail:
                request.Log($"failing '{step}'\n");
                return Failed(fail.Class, $"the fake was told to fail '{step}' of {request.Workspace}") with
                {
                    WouldReplace = fail.WouldReplace,
                };
            case FakeConduct.Succeed told:
                return Made(request, told);
            case FakeConduct.NotReady:
                return new ProvisionResult.NotReady();
            case FakeConduct.Hang:
                request.Log("hanging\n");
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, stop);
                break;
        }

        return Made(request, new FakeConduct.Succeed());
    }

    private static ProvisionResult.Succeeded Made(ProvisionRequest request, FakeConduct.Succeed conduct)
    {
        var made = new ProvisionResult.Succeeded(
            ImmutableSortedDictionary<string, string>.Empty.Add("folder", $"/fake/{request.Workspace}"));
        return conduct.Password is { } password
            ? made with { Outputs = made.Outputs.Add("password", password), Sensitive = made.Sensitive.Add("password") }
            : made;
    }

    private FakeConduct? Told(ProvisionStep step, WorkspaceId workspace) =>
        TakeNext((workspace, step)) ?? TakeNext((null, step));

    private FakeConduct? TakeNext((WorkspaceId?, ProvisionStep) key) =>
        _next.TryGetValue(key, out var queue) && queue.TryDequeue(out var conduct) ? conduct : null;

    private FakeConduct Drawn(ProvisionStep step, Random chance) => step switch
    {
        ProvisionStep.Delete => new FakeConduct.Succeed(),
        ProvisionStep.Ready when chance.NextDouble() < _settings.NotReadyRate => new FakeConduct.NotReady(),
        _ when chance.NextDouble() < _settings.FailureRate => new FakeConduct.Fail(ErrorClass.Transient),
        _ => new FakeConduct.Succeed(),
    };

    /// <summary>Mixes by hand: the framework's hash codes differ from run to run.</summary>
    private Random ChanceOf(ProvisionStep step, ProvisionRequest request)
    {
        var times = _times.AddOrUpdate((request.Workspace, step), 1, (_, before) => before + 1);
        byte[] bytes = [(byte)step, .. request.Workspace.Value.ToByteArray(), .. BitConverter.GetBytes(times)];
        return new Random(bytes.Aggregate(seed, (mixed, next) => unchecked((mixed * 16777619) ^ next)));
    }

    private static ProvisionResult.Failed Failed(ErrorClass errorClass, string message) =>
        new(new BuildError(errorClass, message));
}
