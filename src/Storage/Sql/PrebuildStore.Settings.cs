using Prebuilds.Planning.Snapshots;
using Prebuilds.Storage.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    public Task<LoopSettings> ReadSettings(CancellationToken stop) =>
        Read(Access.Statement, session => ReadSettings(session, stop), stop);

    public Task<Guid> ReadInstallation(CancellationToken stop) => Read(
        Access.Statement,
        async session => (await session.Sql("select id from installation").List(Rows.Id, stop))[0],
        stop);

    public Task WriteSettings(LoopSettings settings, SiloIncarnation? silo, CancellationToken stop) => Change(
        async session =>
        {
            await session.Sql("update loop_settings set paused = @paused, stop_cause = @cause where id = 1")
                .With("paused", settings.Paused)
                .With("cause", settings.StopCause)
                .Execute(stop);
            await DemandMember(session, silo, stop);
            await EventRows.LoopChanged(session, settings, clock.GetUtcNow(), stop);
            return true;
        },
        stop);

    private static async Task<LoopSettings> ReadSettings(Session session, CancellationToken stop) =>
        (await session.Sql("select paused, stop_cause from loop_settings").List(Rows.Settings, stop))[0];
}
