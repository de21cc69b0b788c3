using System.Diagnostics;
using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Writes;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing.Stores;

public sealed partial class InMemoryStore
{
    public Task<PresetWriteResult> Write(PresetWrite write, CancellationToken stop) => Locked<PresetWriteResult>(
        () =>
        {
            if (!_presets.TryGetValue(write.Preset, out var row) || row.Epoch != write.Epoch)
            {
                return new PresetWriteResult.Fenced();
            }

            if (row.Revision != write.Revision)
            {
                return new PresetWriteResult.Outdated();
            }

            _presets[write.Preset] = row with { Revision = row.Revision + 1 };
            var at = Instants.Kept(write.At);
            var refused = write.Changes.Select(change => Change(write with { At = at }, change)).OfType<WorkspaceId>();
            return new PresetWriteResult.Written(row.Revision + 1, [.. refused]);
        },
        stop);

    // Each answers the workspace that it refuses; null: done.
    private WorkspaceId? Change(PresetWrite write, PresetChange change) => change switch
    {
        PresetChange.Create create => Create(write, create),
        PresetChange.Cancel cancel => Cancel(write, cancel),
        PresetChange.Delete delete => Delete(write, delete),
        PresetChange.Apply apply => Apply(write, apply),
        PresetChange.Withdraw withdraw => Withdraw(write, withdraw),
        PresetChange.Hasten hasten => Hasten(write, hasten),
        PresetChange.HandOverAgain again => HandOverAgain(write, again),
        PresetChange.Facts facts => SetFacts(write, facts),
        PresetChange.Tell tell => Tell(write, tell.News),
        _ => throw new UnreachableException($"PresetChange is closed, but there is {change}."),
    };

    private WorkspaceId? Create(PresetWrite write, PresetChange.Create create)
    {
        var member = new Workspace(
            create.Member.Id,
            write.Preset,
            create.Member.Version,
            SystemUser.Prebuilds,
            create.Member.Name,
            WorkspacePhase.Queued,
            Ready: false,
            Instants.Kept(create.Member.CreatedAt));
        if (_workspaces.ContainsKey(member.Id) || _builds.ContainsKey(create.Build))
        {
            return null;
        }

        if (_names.Contains((SystemUser.Prebuilds, member.Name)))
        {
            return member.Id;
        }

        _names.Add((member.Owner, member.Name));
        Put(new StoredWorkspace(member, SystemUser.PrebuildsName, NoValues, []));
        Queue(create.Build, member.Id, (BuildKind.Create, BuildPriority.Creation), write.At);
        return null;
    }

    private WorkspaceId? Cancel(PresetWrite write, PresetChange.Cancel cancel)
    {
        var build = BuildsOf(cancel.Member).FirstOrDefault(row => row.Build is
        {
            Kind: BuildKind.Create, Status: BuildStatus.Queued, StartedAt: null,
        });
        if (build is null || Find(write, cancel.Member) is not { Workspace.IsMember: true })
        {
            return cancel.Member;
        }

        Remove(cancel.Member, write.At, cancel.Reason);
        return null;
    }

    private WorkspaceId? Delete(PresetWrite write, PresetChange.Delete delete)
    {
        if (Find(write, delete.Workspace) is not { } row
            || row.Workspace.Owner != delete.Owner
            || row.Workspace.Phase is not (WorkspacePhase.Running or WorkspacePhase.Stopped or WorkspacePhase.Failed))
        {
            return delete.Workspace;
        }

        Withdraw(delete.Workspace, write.At, "Its workspace is deleted.");
        Put(row with { Workspace = row.Workspace with { Phase = WorkspacePhase.Deleting, Ready = false } });
        Queue(delete.Build, delete.Workspace, (BuildKind.Delete, delete.Priority), write.At);
        return null;
    }

    private WorkspaceId? Apply(PresetWrite write, PresetChange.Apply apply)
    {
        if (!_builds.TryGetValue(apply.Build.Id, out var build)
            || build.Build.Preset != write.Preset
            || build.Build.Status != apply.Build.Status
            || build.Applied == build.Build.Status)
        {
            return apply.Build.Workspace;
        }

        Put(build with { Applied = build.Build.Status });
        TellEnd(build.Build, write.At);
        if (build.Build is { HasReplaced: true, Replacements: var replaced })
        {
            Tell(
                EventKind.ResourceReplaced,
                write.Preset,
                build.Build.Workspace,
                (null, ResourceReplacement.Tell(replaced)),
                write.At);
        }

        if (apply.After is not { } after)
        {
            TellDeletion(apply.Build.Workspace, write.At);
            Remove(apply.Build.Workspace, write.At);
        }
        else if (Find(write, apply.Build.Workspace) is { } row)
        {
            Put(row with
            {
                Workspace = row.Workspace with { Phase = after.Phase, Ready = after.Ready, HandOver = after.HandOver },
                Outputs = build.Build.Status == BuildStatus.Succeeded ? build.Outputs ?? row.Outputs : row.Outputs,
                Sensitive = build is { Build.Status: BuildStatus.Succeeded, Outputs: not null }
                    ? build.Sensitive
                    : row.Sensitive,
                Machine = build.Machine ?? row.Machine,
            });
        }

        return null;
    }

    private WorkspaceId? SetFacts(PresetWrite write, PresetChange.Facts facts)
    {
        var row = _presets[write.Preset];
        _presets[write.Preset] = row with
        {
            Preset = row.Preset with
            {
                InvalidatedAt = Kept(facts.InvalidatedAt),
                ClearedAt = Kept(facts.ClearedAt),
                ValidationError = facts.ValidationError is { } error ? StoredText.Clean(error) : null,
                Failures = new(
                    Kept(facts.Failures.LastSuccessAt), [.. facts.Failures.FailedAt.Select(Instants.Kept)],
                    facts.Failures.NoRoomAt.IsDefault ? [] : [.. facts.Failures.NoRoomAt.Select(Instants.Kept)]),
            },
        };
        return null;
    }

    private StoredWorkspace? Find(PresetWrite write, WorkspaceId workspace) =>
        _workspaces.TryGetValue(workspace, out var row) && row.Workspace.Preset == write.Preset ? row : null;

    private void Queue(
        BuildId id, WorkspaceId workspace, (BuildKind Kind, BuildPriority Priority) task, DateTimeOffset at)
    {
        var row = _workspaces[workspace];
        var (_, preset, version, _, _, _, _, _, _, _) = row.Workspace;
        Put(row with { Builds = row.Builds.Add(id) });
        Put(new StoredBuild(
            new Build(id, workspace, preset, version, task.Kind, BuildStatus.Queued, task.Priority, at), at)
        {
            Machine = row.Machine,
        });
    }

    private void Withdraw(WorkspaceId workspace, DateTimeOffset at, string reason)
    {
        foreach (var row in BuildsOf(workspace).Where(row => !row.Build.IsFinished))
        {
            Put(row with
            {
                Build = row.Build with
                {
                    Status = BuildStatus.Cancelled,
                    FinishedAt = at,
                    Reason = StoredText.Clean(reason),
                },
                Applied = BuildStatus.Cancelled,
            });
        }
    }

    private void Remove(WorkspaceId workspace, DateTimeOffset at, string reason = "Its workspace is gone.")
    {
        Withdraw(workspace, at, reason);
        foreach (var row in BuildsOf(workspace))
        {
            Put(row with { GoneAt = at, Applied = row.Build.Status });
        }

        if (_workspaces.Remove(workspace, out var gone))
        {
            _names.Remove((gone.Workspace.Owner, gone.Workspace.Name));
        }

        if (_claimOf.TryGetValue(workspace, out var key))
        {
            _claims[key] = _claims[key] with { GoneAt = at };
        }
    }

    private static DateTimeOffset? Kept(DateTimeOffset? instant) => instant is { } at ? Instants.Kept(at) : null;
}
