using System.Diagnostics;
using Prebuilds.Storage.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;
using Prebuilds.Storage.Writes;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    public Task<PresetWriteResult> Write(PresetWrite write, CancellationToken stop) => Change<PresetWriteResult>(
        async session =>
        {
            if (await Refusal(session, write, stop) is { } refusal)
            {
                return refusal;
            }

            var refused = new List<WorkspaceId>();
            foreach (var run in ChangeRuns.Of(write.Changes))
            {
                refused.AddRange(await WriteRun(session, write, run, stop));
            }

            return new PresetWriteResult.Written(write.Revision + 1, [.. refused]);
        },
        stop);

    // Raising the revision also locks the row: nobody else writes this preset until the commit.
    private static async Task<PresetWriteResult?> Refusal(Session session, PresetWrite write, CancellationToken stop)
    {
        var raised = await session.Sql(
            "update preset set revision = revision + 1 where id = @id and epoch = @epoch and revision = @revision")
            .With("id", write.Preset.Value)
            .With("epoch", write.Epoch)
            .With("revision", write.Revision)
            .Execute(stop);
        if (raised == 1)
        {
            return null;
        }

        var epochs = await session.Sql("select epoch from preset where id = @id")
            .With("id", write.Preset.Value)
            .List(row => row.GetInt64(0), stop);
        return epochs is [var epoch] && epoch == write.Epoch
            ? new PresetWriteResult.Outdated()
            : new PresetWriteResult.Fenced();
    }

    private static Task<IEnumerable<WorkspaceId>> WriteRun(
        Session session, PresetWrite write, IReadOnlyList<PresetChange> run, CancellationToken stop) => run[0] switch
        {
            PresetChange.Create => CreateRows.Write(session, write, [.. run.Cast<PresetChange.Create>()], stop),
            PresetChange.Cancel => CancelRows.Write(session, write, [.. run.Cast<PresetChange.Cancel>()], stop),
            PresetChange.Delete => DeleteRows.Write(session, write, [.. run.Cast<PresetChange.Delete>()], stop),
            PresetChange.Apply => ApplyRows.Write(session, write, [.. run.Cast<PresetChange.Apply>()], stop),
            PresetChange.Withdraw => QueueRows.Withdraw(session, write, run.Cast<PresetChange.Withdraw>(), stop),
            PresetChange.Hasten => QueueRows.Hasten(session, write, run.Cast<PresetChange.Hasten>(), stop),
            PresetChange.HandOverAgain =>
                QueueRows.HandOver(session, write, run.Cast<PresetChange.HandOverAgain>(), stop),
            PresetChange.Facts facts => WriteFacts(session, write, facts, stop),
            PresetChange.Tell tell => Tell(session, write, tell, stop),
            _ => throw new UnreachableException($"PresetChange is closed, but there is {run[0]}."),
        };

    private static async Task<IEnumerable<WorkspaceId>> WriteFacts(
        Session session, PresetWrite write, PresetChange.Facts facts, CancellationToken stop)
    {
        await session.Sql(
            """
            update preset set invalidated_at = @invalidated, cleared_at = @cleared, validation_error = @error,
                failures = @failures
            where id = @id
            """)
            .With("invalidated", facts.InvalidatedAt)
            .With("cleared", facts.ClearedAt)
            .With("error", facts.ValidationError)
            .With("failures", StoredJson.Of(facts.Failures))
            .With("id", write.Preset.Value)
            .Execute(stop);
        return [];
    }

    private static async Task<IEnumerable<WorkspaceId>> Tell(
        Session session, PresetWrite write, PresetChange.Tell tell, CancellationToken stop)
    {
        await EventRows.OfPool(session, write, tell.News, stop);
        return [];
    }
}
