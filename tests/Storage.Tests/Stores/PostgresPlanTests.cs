using System.Globalization;
using Npgsql;
using Prebuilds.Builds.Lists;
using Prebuilds.Events;
using Prebuilds.Notifications;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Notifications;
using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Stores;

/// <summary>What a statement costs does not depend on how much else is stored, nor on when its plan was made.</summary>
[Collection(nameof(PostgresSuites))]
public sealed class PostgresPlanTests(PostgresFixture fixture) : IAsyncLifetime
{
    private const string Scans =
        """
        select sum(seq_scan) from pg_stat_user_tables
        where relname in (
            'workspace', 'workspace_state', 'build', 'build_log', 'claim', 'template_version', 'notification')
        """;

    private string _database = "";
    private NpgsqlDataSource _source = null!;

    public async Task InitializeAsync()
    {
        _database = await fixture.Server.CreateDatabase();
        _source = NpgsqlDataSource.Create(_database);
    }

    public async Task DisposeAsync() => await _source.DisposeAsync();

    [Fact]
    public async Task No_statement_reads_a_whole_table_of_what_grows()
    {
        await using (await StoreHost.Postgres(_database))
        {
        }

        var made = await Read(Scans);
        await using (var host = await StoreHost.Postgres(_database))
        {
            var keeper = await Keeper.Start(host.Store, claimStep: true);
            await LiveOnce(host.Store, keeper);
            await Run("analyze");
            await LiveOnce(host.Store, keeper);
        }

        Assert.Equal(made, await Read(Scans));
    }

    [Fact]
    public async Task A_plan_that_was_made_for_few_members_serves_many()
    {
        await using (var host = await StoreHost.Postgres(_database))
        {
            var keeper = await Keeper.Start(host.Store);
            await Claim(keeper, 60);
            await Run("analyze");
            await Claim(keeper, 60);
            var members = await keeper.Ready(600);
            await host.Store.CommitClaims(
                [.. members.Take(200).Select(member => keeper.Claim(member, $"{member}"))], default);
        }

        // A few for each of the statements that a member's life takes; all members for each claim would be 120,000.
        Assert.InRange(
            await Read("select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'workspace'"), 1, 40_000);
    }

    private static async Task Claim(Keeper keeper, int count)
    {
        foreach (var member in await keeper.Ready(count))
        {
            await keeper.Granted(keeper.Claim(member, $"{member}"));
        }
    }

    private static async Task LiveOnce(IPrebuildStore store, Keeper keeper)
    {
        var members = await keeper.Ready(60);
        var claim = keeper.Claim(members[0], $"{members[0]}", claimBuild: true);
        var workspace = await keeper.Granted(claim);
        await keeper.Granted(claim);
        var lease = (await keeper.Lease())!;
        await store.RenewLease(lease.Build.Id, lease.Lease, keeper.Now.AddHours(1), default);
        await store.AppendLog(lease.Build.Id, "claimed", default);
        await store.ReadLog(lease.Build.Id, 0, default);
        await store.WriteState(lease.Build.Id, lease.Lease, new byte[10], keeper.Now, default);
        await store.ReadState(lease.Build.Workspace, default);
        await store.BeginReplacing(lease.Build.Id, lease.Lease, [new("vm.dev", [])], keeper.Now, default);
        await keeper.Finish(lease, new BuildResult.Succeeded(null));
        await keeper.ApplyAll();
        await keeper.Write(keeper.Deletion(workspace.Id, workspace.Owner), keeper.Deletion(members[1]));
        await keeper.Write(new PresetChange.Cancel((await keeper.Queue())[0], "surplus"));
        while (await keeper.Lease() is { } next)
        {
            await keeper.Finish(next, new BuildResult.Succeeded(null));
        }

        await keeper.ApplyAll();
        await store.Prune(keeper.Now.AddDays(1), default);
        await store.ListWorkspaces(new(keeper.Preset, null, null, 10), default);
        await store.ListWorkspaces(new(null, workspace.Owner, members[0], 10), default);
        await store.ListBuilds(BuildQuery.All with { Limit = 10 }, default);
        await store.ListBuilds(
            BuildQuery.All with { Order = BuildOrder.Queue, Preset = keeper.Preset, Limit = 10 }, default);
        await store.ListBuilds(BuildQuery.All with { Workspace = workspace.Id, After = lease.Build.Id }, default);
        await keeper.Lease(limits: new LeaseLimits(10, 10));
        await keeper.Lease(forPeople: true);
        await store.ListClaims(new(null, 10), default);
        await store.ListClaims(new(members[0], 10), default);
        await store.CountReplaced(default);
        await store.LeaseCheck(Guid.NewGuid(), keeper.Now, keeper.Now.AddMinutes(1), default);
        await store.TakeSnapshot(default);
        await store.TakeSnapshot(new Dictionary<PresetId, PresetMark>(), default);
        await keeper.Reopen();
        await NotifyOnce(store, keeper.Now);
    }

    private static async Task NotifyOnce(IPrebuildStore database, DateTimeOffset now)
    {
        var store = (INotificationStore)database;
        var lease = new SinkLease("ops", A.Id("holder"), now);
        var state = (await store.HoldSink(lease, now, default))!;
        var told = Enumerable.Range(1, 60).Select(i => (A.Id($"{i}"), Notification.Of(
            new PrebuildEvent(i, now, EventKind.Claimed, $"t{i % 7}", null, null, null, null))));
        await store.QueueNotifications(new(lease, state.Cursor, state.Cursor, Digest.Empty, [.. told], now), default);
        var due = await store.ReadDueNotifications("ops", now, 30, default);
        await store.SettleNotifications(
            new(lease, [.. due.Select(it => new DeliveryEnd.Dead(it.Id, "x"))], now.AddDays(-1)), default);
        await store.ListDeadLetters(new("ops", null, 10), default);
        await store.RetryDeadLetters("ops", due[0].Id, now, default);
        await database.Prune(now, default);
        due = await store.ReadDueNotifications("ops", now, 100, default);
        await store.SettleNotifications(
            new(lease, [.. due.Select(it => new DeliveryEnd.Delivered(it.Id))], now), default);
    }

    private async Task Run(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    // Servers' processes hand in their counts when they end.
    private async Task<long> Read(string sql)
    {
        await Eventually.Sees(
            () => Count("select count(*) from pg_stat_activity where application_name = 'prebuilds'"),
            count => count == 0,
            "all connections of the store are gone");
        return await Count(sql);
    }

    private async Task<long> Count(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
