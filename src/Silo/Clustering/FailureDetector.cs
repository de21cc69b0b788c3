using Orleans.Configuration;

namespace Prebuilds.Silo.Clustering;

/// <summary>
/// How fast a silo that does not answer is given up: a killed one within 2 s, a hanging one within 8 s, where Orleans'
/// own settings take up to 15 s and more than a minute. Why these: docs/decisions/0007.
/// </summary>
internal static class FailureDetector
{
    /// <summary>Sets it.</summary>
    public static ISiloBuilder AddFailureDetector(this ISiloBuilder silo) =>
        silo.Configure<ClusterMembershipOptions>(Set);

    private static void Set(ClusterMembershipOptions members)
    {
        members.ProbeTimeout = TimeSpan.FromSeconds(1);
        members.MinProbeTimeout = TimeSpan.FromSeconds(0.5);
        members.NumMissedProbesLimit = 3;

        // A hanging process keeps its connections, and no vote counts while one was heard of within this times the
        // probes.
        members.MaxProbeTimeout = TimeSpan.FromSeconds(2);

        // How late a silo that hung and runs again learns that it was given up.
        members.TableRefreshTimeout = TimeSpan.FromSeconds(5);

        // A newcomer must reach all members, except those that have not signed the list for so many of these periods:
        // when all members are lost at once, and one of them hangs, nobody is left to give it up. Signatures are
        // compared with the reader's clock.
        members.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        members.NumMissedTableIAmAliveLimit = 4;

        // What is left of silos that are long gone; a silo that restarts is a new member each time.
        members.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }
}
