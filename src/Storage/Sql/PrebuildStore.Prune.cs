namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    // Small enough that no other write waits for long behind one of them.
    private const int PruneBatch = 1000;

    public async Task<int> Prune(DateTimeOffset before, CancellationToken stop) =>
        await PruneAll("build", "id", before, stop) + await PruneAll("claim", "workspace_id", before, stop);

    // Logs go with their builds.
    private async Task<int> PruneAll(string table, string key, DateTimeOffset before, CancellationToken stop)
    {
        var pruned = 0;
        int batch;
        do
        {
            batch = await Change(
                session => session.Sql(
                    $"""
                    delete from {table} where {key} in (
                        select {key} from {table} where gone_at < @before order by gone_at limit {PruneBatch})
                    """)
                    .With("before", before)
                    .Execute(stop),
                stop);
            pruned += batch;
        }
        while (batch == PruneBatch);

        return pruned;
    }
}
