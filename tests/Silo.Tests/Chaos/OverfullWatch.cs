using Prebuilds.Silo.Tests.Cluster;
using Prebuilds.Users;

namespace Prebuilds.Silo.Tests.Chaos;

/// <summary>
/// Sees at any instant whether a pool has more members than it should, of its version or of all that it rolls over: a
/// trigger in the database counts them in the very transaction that inserts one. That transaction has its preset's row
/// locked, so nobody inserts beside it.
/// </summary>
internal static class OverfullWatch
{
    /// <summary>Begins to watch.</summary>
    public static Task Begin(SiloCluster cluster) => cluster.Execute(
        $"""
        create table overfull (at timestamptz not null, preset_id uuid not null, members bigint not null);
        create function watch_members() returns trigger language plpgsql as $$
        begin
            insert into overfull
            select clock_timestamp(), w.preset_id, count(*)
            from workspace w join preset p on p.id = w.preset_id
            where w.preset_id in (select preset_id from made) and w.owner_id = '{SystemUser.Prebuilds}'
                and w.phase in (0, 1, 2)
            group by w.preset_id
            having count(*) > {ChaosTemplate.Instances + ChaosTemplate.Surge}
                or count(*) filter (where w.version_id = p.version_id) > {ChaosTemplate.Instances};
            return null;
        end $$;
        create trigger watch_members after insert on workspace
            referencing new table as made for each statement execute function watch_members();
        """);

    /// <summary>What it saw: when, which preset, how many.</summary>
    public static Task<HashSet<string>> Seen(SiloCluster cluster) => cluster.Query(
        "select at, preset_id, members from overfull",
        row => $"{row.GetDateTime(0):O} {row.GetGuid(1)} {row.GetInt64(2)}");
}
