using System.Text.Json;
using Microsoft.Extensions.Logging;
using Prebuilds.Builds;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sealing;
using Prebuilds.Storage.Sessions;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    private const string OfLease = "where id = @id and lease_id = @lease and status in (1, 2)";

    public Task<BuildLease?> LeaseBuild(LeaseRequest request, CancellationToken stop) => Change(
        async session =>
        {
            var picked = await HoldQueue(session, request, stop) ? await Pick(session, request, stop) : [];
            return picked is [var (build, version)]
                ? await ReadLease(session, build, await ReadableDefinition(session, version, stop), stop)
                : null;
        },
        stop);

    public Task SeeMachine(MachineId machine, DateTimeOffset at, CancellationToken stop) => Change(
        session => session.Sql(
            """
            insert into machine (id, seen_at) values (@id, @at)
            on conflict (id) do update set seen_at = excluded.seen_at
            """)
            .With("id", machine.Value)
            .With("at", at)
            .Execute(stop),
        stop);

    public Task<bool> RenewLease(BuildId build, Guid lease, DateTimeOffset until, CancellationToken stop) => Change(
        async session => await session.Sql(
            $"update build set due_at = case when due_at < @until then @until else due_at end {OfLease}")
            .With("id", build.Value)
            .With("lease", lease)
            .With("until", until)
            .Execute(stop) == 1,
        stop);

    public Task<bool> FinishBuild(
        BuildId build, Guid lease, BuildResult result, DateTimeOffset at, CancellationToken stop) => Change(
        async session =>
        {
            var outputs = await SealOutputs(session, build, result, stop);
            var (change, arguments) = BuildEnding.Of(result, outputs, at);
            var statement = session.Sql($"update build set lease_id = null, over_at = null, {change} {OfLease}");
            foreach (var (name, value) in arguments)
            {
                statement.With(name, value);
            }

            var ended = await statement.With("id", build.Value).With("lease", lease).Execute(stop);
            if (ended == 1 && result is BuildResult.Retry { IsToTell: true } failing)
            {
                await EventRows.BuildGoesOnFailing(session, build, failing.Error, at, stop);
            }

            return ended == 1 || await ReleaseWithdrawn(session, build, lease, stop);
        },
        stop);

    public Task<Build?> ReadBuild(BuildId build, CancellationToken stop) => Read(
        Access.Statement,
        async session => (await session.Sql($"select {Rows.BuildColumns} from build b where b.id = @id")
            .With("id", build.Value)
            .List(_rows.Build, stop)).SingleOrDefault(),
        stop);

    /// <summary>
    /// Under limits, leases are counted by one worker after the other, so that two never take the last place; false:
    /// nothing is due, and nobody need wait.
    /// </summary>
    private async Task<bool> HoldQueue(Session session, LeaseRequest request, CancellationToken stop)
    {
        if (request.ForPeople || request.Limits == LeaseLimits.None)
        {
            return true;
        }

        var due = await session.Sql(DueBuild.IsAny).With("now", request.Now).List(row => row.GetInt32(0), stop);
        if (due.Count == 0)
        {
            return false;
        }

        await dialect.LockQueue(session, stop);
        return true;
    }

    private Task<List<(Guid Build, TemplateVersionId Version)>> Pick(
        Session session, LeaseRequest request, CancellationToken stop)
    {
        var statement = session.Sql(DueBuild.Statement(dialect, request))
            .With("lease", request.Lease)
            .With("worker", request.Worker)
            .With("until", request.Until)
            .With("now", request.Now)
            .With("machine", request.Machine.Value)
            .With("lost", request.LostBefore)
            .With("over", request.OverAt);
        if (!request.ForPeople && request.Limits.Total is { } total)
        {
            statement.With("total", total);
        }

        if (!request.ForPeople && request.Limits.PerTemplate is { } most)
        {
            statement.With("per_template", most);
        }

        return statement.List(row => (row.GetGuid(0), new TemplateVersionId(row.GetGuid(1))), stop);
    }

    /// <summary>
    /// The definition; null when it cannot be read: its builds must end, and not stand in everybody's way.
    /// </summary>
    private async Task<TemplateDefinition?> ReadableDefinition(
        Session session, TemplateVersionId version, CancellationToken stop)
    {
        try
        {
            return await ReadDefinition(session, version, stop);
        }
        catch (Exception error) when (
            error is JsonException or NotSupportedException or ArgumentException or StorageException)
        {
            LogUnreadable(version, error);
            return null;
        }
    }

    private async Task<BuildLease> ReadLease(
        Session session, Guid build, TemplateDefinition? definition, CancellationToken stop)
    {
        var leases = await session.Sql(
            $"""
            select {Rows.BuildColumns}, {Rows.WorkspaceColumns}, p.template, p.name, w.owner_name, w.outputs, b.outputs,
                b.probing_since, b.lease_id
            from build b join workspace w on w.id = b.workspace_id join preset p on p.id = w.preset_id
            where b.id = @id
            """)
            .With("id", build)
            .List(row => _rows.Lease(row, definition), stop);
        return leases[0];
    }

    private async Task<SealedOutputs?> SealOutputs(
        Session session, BuildId build, BuildResult result, CancellationToken stop)
    {
        if (BuildEnding.OutputsOf(result) is not { } outputs)
        {
            return null;
        }

        var workspaces = await session.Sql("select workspace_id from build where id = @id")
            .With("id", build.Value)
            .List(row => new WorkspaceId(row.GetGuid(0)), stop);
        return workspaces is [var workspace] ? SealedOutputs.Make(keys, workspace, outputs, result.Sensitive) : null;
    }

    // The worker of a withdrawn build has stopped: what comes next for the workspace need not wait for the lease to
    // end.
    private static async Task<bool> ReleaseWithdrawn(Session session, BuildId build, Guid lease, CancellationToken stop)
    {
        await session.Sql(
            """
            update build set lease_id = null, over_at = null where id = @id and lease_id = @lease and status = 5
            """)
            .With("id", build.Value)
            .With("lease", lease)
            .Execute(stop);
        return false;
    }

    [LoggerMessage(LogLevel.Error, "The definition of template version {Version} cannot be read; its builds fail")]
    private partial void LogUnreadable(TemplateVersionId version, Exception error);
}
