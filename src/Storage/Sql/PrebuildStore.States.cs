using Prebuilds.Builds;
using Prebuilds.Storage.Sealing;
using Prebuilds.Storage.Sessions;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    // Nothing else is leased of a withdrawn build's workspace while its worker has its lease: what was made must be
    // known.
    private const string MayKeepState =
        """
        where id = @id and lease_id = @lease and (status in (1, 2) or (status = 5 and due_at > @at))
            and exists (select 1 from workspace w where w.id = workspace_id)
        """;

    public Task<ReadOnlyMemory<byte>?> ReadState(WorkspaceId workspace, CancellationToken stop)
    {
        keys.Require();
        return Read(
            Access.Statement,
            async session =>
            {
                var newest = await session.Sql(
                    """
                    select build_id, sealed from workspace_state
                    where workspace_id = @id order by number desc limit 1
                    """)
                    .With("id", workspace.Value)
                    .List(row => (Build: new BuildId(row.GetGuid(0)), Sealed: row.GetFieldValue<byte[]>(1)), stop);
                return newest is [var (build, bytes)]
                    ? SealedState.Open(keys, workspace, build, bytes)
                    : (ReadOnlyMemory<byte>?)null;
            },
            stop);
    }

    public Task<bool> WriteState(
        BuildId build, Guid lease, ReadOnlyMemory<byte> state, DateTimeOffset at, CancellationToken stop) => Change(
        async session =>
        {
            // The build's row is locked until the state is stored: nobody takes the lease over in between.
            var held = await session.Sql($"select workspace_id from build {MayKeepState}{dialect.ForUpdate}")
                .With("id", build.Value)
                .With("lease", lease)
                .With("at", at)
                .List(row => new WorkspaceId(row.GetGuid(0)), stop);
            if (held is not [var workspace])
            {
                return false;
            }

            await session.Sql(
                """
                insert into workspace_state (workspace_id, build_id, number, written_at, sealed)
                select @workspace, @id, coalesce(max(number), 0) + 1, @at, @sealed
                from workspace_state where workspace_id = @workspace
                on conflict (workspace_id, build_id) do update
                set written_at = excluded.written_at, sealed = excluded.sealed
                """)
                .With("workspace", workspace.Value)
                .With("id", build.Value)
                .With("at", at)
                .With("sealed", SealedState.Make(keys, workspace, build, state.Span))
                .Execute(stop);
            await session.Sql(
                """
                delete from workspace_state where workspace_id = @workspace and number <= (
                    select max(number) from workspace_state where workspace_id = @workspace) - @kept
                """)
                .With("workspace", workspace.Value)
                .With("kept", IPrebuildStore.KeptStates)
                .Execute(stop);
            return true;
        },
        stop);
}
