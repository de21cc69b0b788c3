using System.Collections.Immutable;
using System.Diagnostics;
using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Mapping;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Testing.Stores;

public sealed partial class InMemoryStore
{
    private static ImmutableSortedDictionary<string, string> NoValues { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly Dictionary<MachineId, DateTimeOffset> _machines = [];

    public Task<BuildLease?> LeaseBuild(LeaseRequest request, CancellationToken stop) => Locked(
        () =>
        {
            var now = Instants.Kept(request.Now);
            var due = _open.Select(id => _builds[id])
                .Where(row => IsDue(row, now) && IsWanted(row) && IsJudged(row)
                    && IsGiven(row, request) && HasRoom(row, request, now))
                .MinBy(Urgency);
            if (due is null)
            {
                return null;
            }

            var probing = due.Build.Status == BuildStatus.Probing;
            var leased = due with
            {
                Build = due.Build with
                {
                    Status = probing ? BuildStatus.Probing : BuildStatus.Running,
                    Attempt = due.Build.Attempt + (probing && due.Lease is null ? 0 : 1),
                    StartedAt = due.Build.StartedAt ?? now,
                },
                Lease = request.Lease,
                Worker = StoredText.Clean(request.Worker),
                Machine = request.Machine,
                OverAt = request.OverAt is { } over ? Instants.Kept(over) : null,
                DueAt = Instants.Kept(request.Until),
            };
            Put(leased);
            return Lease(leased, request.Lease);
        },
        stop);

    public Task SeeMachine(MachineId machine, DateTimeOffset at, CancellationToken stop) =>
        Locked(() => _machines[machine] = Instants.Kept(at), stop);

    public Task<bool> RenewLease(BuildId build, Guid lease, DateTimeOffset until, CancellationToken stop) => Locked(
        () =>
        {
            if (!_builds.TryGetValue(build, out var row) || row.Lease != lease || row.Build.IsFinished)
            {
                return false;
            }

            var kept = Instants.Kept(until);
            Put(row with { DueAt = kept > row.DueAt ? kept : row.DueAt });
            return true;
        },
        stop);

    public Task<bool> FinishBuild(
        BuildId build, Guid lease, BuildResult result, DateTimeOffset at, CancellationToken stop) => Locked(
        () =>
        {
            if (!_builds.TryGetValue(build, out var row) || row.Lease != lease)
            {
                return false;
            }

            var tells = result is BuildResult.Retry { IsToTell: true } && !row.FailureTold && !row.Build.IsFinished;
            if (tells)
            {
                TellFailing(row.Build, ((BuildResult.Retry)result).Error, at);
            }

            var ended = row with { Lease = null, OverAt = null, FailureTold = row.FailureTold || tells };
            Put(row.Build.IsFinished ? ended : End(ended, result, Instants.Kept(at)));
            return !row.Build.IsFinished;
        },
        stop);

    public Task<Build?> ReadBuild(BuildId build, CancellationToken stop) =>
        Locked(() => _builds.GetValueOrDefault(build)?.Build, stop);

    public Task AppendLog(BuildId build, string text, CancellationToken stop) => Locked(
        () =>
        {
            if (_builds.TryGetValue(build, out var row))
            {
                Put(row with { Log = row.Log + LogText.Fitting(StoredText.Clean(text), row.Log.Length) });
            }

            return true;
        },
        stop);

    public Task<string> ReadLog(BuildId build, int offset, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return Locked(
            () =>
            {
                var log = _builds.GetValueOrDefault(build)?.Log ?? "";
                var rest = log[Math.Min(offset, log.Length)..];
                return rest[..LogText.Cut(rest, Math.Min(rest.Length, LogText.MaxPiece))];
            },
            stop);
    }

    private bool IsDue(StoredBuild row, DateTimeOffset now) =>
        !row.Build.IsFinished
        && row.DueAt <= now
        && !BuildsOf(row.Build.Workspace).Exists(other =>
            other.Build.Id != row.Build.Id && other.Lease is not null && other.DueAt > now);

    private bool IsGiven(StoredBuild row, LeaseRequest request) =>
        row.Machine is not { } machine
        || machine == request.Machine
        || (!(_machines.TryGetValue(machine, out var seen) && seen > Instants.Kept(request.LostBefore))
            && !BuildsOf(row.Build.Workspace).Exists(other =>
                other.Machine != request.Machine && other.OverAt > Instants.Kept(request.Now)));

    private bool IsWanted(StoredBuild row) =>
        row.Build is not { Kind: BuildKind.Create, StartedAt: null }
        || (_presets[row.Build.Preset].Preset is { Live: true } preset && preset.Version == row.Build.Version);

    private bool IsJudged(StoredBuild row) =>
        row.Build is not { Kind: BuildKind.Create, StartedAt: null }
        || !_open.Select(id => _builds[id]).Any(other =>
            other.Build is { Kind: BuildKind.Create, Status: BuildStatus.Failed }
            && (other.Build.Preset, other.Build.Version) == (row.Build.Preset, row.Build.Version));

    private bool HasRoom(StoredBuild row, LeaseRequest request, DateTimeOffset now)
    {
        if (row.Build.Priority == BuildPriority.Person)
        {
            return true;
        }

        if (request.ForPeople || row.Build.Status == BuildStatus.Probing || request.Limits == LeaseLimits.None)
        {
            return !request.ForPeople;
        }

        var busy = _builds.Values
            .Where(other => other.Lease is not null && other.DueAt > now
                && other.Build is { Priority: not BuildPriority.Person, Status: not BuildStatus.Probing })
            .ToList();
        return !(busy.Count >= request.Limits.Total)
            && !(busy.Count(other => TemplateOf(other) == TemplateOf(row)) >= request.Limits.PerTemplate);
    }

    private string TemplateOf(StoredBuild row) => _presets[row.Build.Preset].Preset.Name.Template;

    private static (BuildPriority, DateTimeOffset, Guid) Urgency(StoredBuild row) =>
        (row.Build.Priority, row.Build.QueuedAt, row.Build.Id.Value);

    private BuildLease Lease(StoredBuild row, Guid lease)
    {
        var workspace = _workspaces[row.Build.Workspace];
        var definition = _versions[workspace.Workspace.Version].Version.Definition;
        var name = _presets[workspace.Workspace.Preset].Preset.Name;
        var preset = definition.Presets.FirstOrDefault(preset => preset.Name == name.Preset);
        return new BuildLease(
            row.Build,
            lease,
            row.Build.Status == BuildStatus.Probing,
            row.ProbingSince,
            workspace.Workspace,
            workspace.OwnerName,
            definition.Provisioner,
            name,
            preset is null ? NoValues : ParameterValues.Of(definition, preset),
            preset?.Pool.ReadyTimeout ?? PoolSettings.DefaultReadyTimeout,
            preset?.Pool.OnReplacement ?? ReplacementPolicy.Allow,
            row.Outputs ?? workspace.Outputs)
        {
            BuildTimeout = preset?.Pool.BuildTimeout,
            Fault = preset is null ? UnreadableVersion.Of(row.Build.Version, name) : null,
        };
    }

    private static StoredBuild End(StoredBuild row, BuildResult result, DateTimeOffset at) => result switch
    {
        BuildResult.Succeeded made => row with
        {
            Build = row.Build with { Status = BuildStatus.Succeeded, FinishedAt = at },
            Outputs = Clean(made.Outputs) ?? row.Outputs,
            Sensitive = made.Outputs is null ? row.Sensitive : made.Sensitive,
        },
        BuildResult.NotReady made => row with
        {
            Build = row.Build with { Status = BuildStatus.Probing },
            Outputs = Clean(made.Outputs) ?? row.Outputs,
            Sensitive = made.Outputs is null ? row.Sensitive : made.Sensitive,
            ProbingSince = row.ProbingSince ?? at,
            DueAt = Instants.Kept(made.NextProbe),
        },
        BuildResult.Failed failed => row with
        {
            Build = Refused(row.Build, failed) with
            {
                Status = BuildStatus.Failed,
                FinishedAt = at,
                Error = Clean(failed.Error),
            },
        },
        BuildResult.Retry failed => row with
        {
            Build = row.Build with { Status = BuildStatus.Queued, Error = Clean(failed.Error) },
            DueAt = Instants.Kept(failed.NotBefore),
        },
        BuildResult.Returned when row.Build.Status == BuildStatus.Probing => row with { DueAt = at },
        BuildResult.Returned => row with
        {
            Build = row.Build with { Status = BuildStatus.Queued, Attempt = row.Build.Attempt - 1 },
            DueAt = at,
        },
        _ => throw new UnreachableException($"BuildResult is closed, but there is {result}."),
    };

    private static BuildError Clean(BuildError error) => error with { Message = StoredText.Clean(error.Message) };

    private static ImmutableSortedDictionary<string, string>? Clean(
        ImmutableSortedDictionary<string, string>? outputs) => outputs?.ToImmutableSortedDictionary(
            output => StoredText.Clean(output.Key), output => StoredText.Clean(output.Value), StringComparer.Ordinal);
}
