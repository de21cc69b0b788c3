using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Provisioning;
using Prebuilds.Simulation.Tests.Time;
using Prebuilds.Simulation.Tests.Worlds;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Workspaces;

namespace Prebuilds.Simulation.Tests.Platforms;

/// <summary>
/// Where workspaces are made: what exists, and which operations are under way. Operations of one workspace follow each
/// other, as behind a lock; those of a silo that dies break off where they are.
/// </summary>
internal sealed class Platform(VirtualTime time, Misfortune misfortune, Trace trace)
{
    private static readonly ImmutableSortedDictionary<string, string> Nothing =
        ImmutableSortedDictionary<string, string>.Empty;

    private readonly Dictionary<WorkspaceId, bool> _objects = [];
    private readonly Dictionary<WorkspaceId, List<Operation>> _operations = [];

    /// <summary>The workspaces of which anything exists.</summary>
    public IEnumerable<WorkspaceId> Existing => _objects.Keys;

    /// <summary>Whether a workspace was made and has answered that it is ready.</summary>
    public bool IsReady(WorkspaceId workspace) => _objects.GetValueOrDefault(workspace);

    /// <summary>The operations of a workspace that are under way or wait for their turn.</summary>
    public IEnumerable<Operation> Of(WorkspaceId workspace) => _operations.GetValueOrDefault(workspace) ?? [];

    /// <summary>Removes what exists of a workspace.</summary>
    public void Remove(WorkspaceId workspace) => _objects.Remove(workspace);

    /// <summary>Does an operation.</summary>
    public Task<ProvisionResult> Run(ProvisionStep step, WorkspaceId workspace, Process process, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return Task.FromCanceled<ProvisionResult>(stop);
        }

        var operation = new Operation(step, workspace, process);
        trace.Note(time.Elapsed, "begins", workspace.Value, step.ToString());
        stop.Register(() => time.After(time.Milliseconds(0, 400), () => Break(operation, stop)));
        if (!_operations.TryGetValue(workspace, out var waiting))
        {
            _operations[workspace] = waiting = [];
        }

        waiting.Add(operation);
        if (waiting.Count == 1)
        {
            Start(operation);
        }

        return operation.Answer.Task;
    }

    /// <summary>A silo died: what it was doing breaks off.</summary>
    public void Died(Process process)
    {
        var broken = _operations.Values.SelectMany(waiting => waiting).Where(o => o.Process == process).ToList();
        foreach (var operation in broken)
        {
            End(operation);
        }
    }

    private void Start(Operation operation)
    {
        if (operation.Step == ProvisionStep.Create)
        {
            _objects.TryAdd(operation.Workspace, false);
        }

        var fails = misfortune.ProvisionerFails();
        if (!fails || time.Happens(0.8))
        {
            var took = operation.Step is ProvisionStep.Create ? time.Milliseconds(20, 3000) : time.Milliseconds(5, 400);
            time.After(took, () => Complete(operation, fails));
        }
    }

    private void Complete(Operation operation, bool fails)
    {
        if (operation.HasEnded)
        {
            return;
        }

        var result = fails ? Failure(operation.Step) : Success(operation);
        End(operation);
        trace.Note(time.Elapsed, "ends", operation.Workspace.Value, result.GetType().Name);
        operation.Answer.TrySetResult(result);
    }

    private ProvisionResult Success(Operation operation)
    {
        if (operation.Step == ProvisionStep.Delete)
        {
            _objects.Remove(operation.Workspace);
        }
        else if (!_objects.ContainsKey(operation.Workspace))
        {
            return Failed(ErrorClass.Transient);
        }
        else if (operation.Step == ProvisionStep.Ready)
        {
            _objects[operation.Workspace] = true;
        }

        return new ProvisionResult.Succeeded(Nothing);
    }

    private ProvisionResult Failure(ProvisionStep step) =>
        step == ProvisionStep.Ready && time.Happens(0.7) ? new ProvisionResult.NotReady()
        : step != ProvisionStep.Delete && time.Happens(0.1) ? Failed(ErrorClass.Permanent)
        : Failed(time.Elapsed.Seconds % 3 == 0 ? ErrorClass.Capacity : ErrorClass.Transient);

    private void Break(Operation operation, CancellationToken stop)
    {
        if (!operation.HasEnded)
        {
            trace.Note(time.Elapsed, "breaks off", operation.Workspace.Value, operation.Step.ToString());
            End(operation);
            operation.Answer.TrySetCanceled(stop);
        }
    }

    private void End(Operation operation)
    {
        operation.HasEnded = true;
        var waiting = _operations[operation.Workspace];
        var first = waiting[0] == operation;
        waiting.Remove(operation);
        if (first && waiting.Count > 0)
        {
            Start(waiting[0]);
        }
    }

    private static ProvisionResult.Failed Failed(ErrorClass kind) => new(new BuildError(kind, "misfortune"));
}
