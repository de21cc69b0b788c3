using Prebuilds.Presets;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    private static async Task<bool> TakeEpoch(
        Session session, PresetId preset, SiloIncarnation? silo, CancellationToken stop)
    {
        const string Take = "update preset set epoch = epoch + 1 where id = @id";
        var taking = silo is null
            ? session.Sql(Take)
            : Of(silo, session.Sql($"{Take} and {session.Dialect.IsActiveSilo}"));
        return await taking.With("id", preset.Value).Execute(stop) == 1;
    }

    /// <summary>
    /// Refuses whatever the transaction does, unless it is for an active member. It asks in a statement of its own, and
    /// when the row that is to change is locked already: whoever is acknowledged later waits for this transaction.
    /// </summary>
    private static async Task DemandMember(Session session, SiloIncarnation? silo, CancellationToken stop)
    {
        if (silo is not null
            && !(await Of(silo, session.Sql($"select {session.Dialect.IsActiveSilo}"))
                .List(row => row.GetBoolean(0), stop))[0])
        {
            throw new NotMemberException(silo);
        }
    }

    private static Statement Of(SiloIncarnation silo, Statement statement) => statement
        .With("cluster", silo.ClusterId)
        .With("address", silo.Address)
        .With("port", silo.Port)
        .With("generation", silo.Generation);
}
