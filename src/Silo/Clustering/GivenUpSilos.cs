using Prebuilds.Grains.Telemetry;

namespace Prebuilds.Silo.Clustering;

/// <summary>
/// Reports and counts the silos that the cluster gives up while this one is a member: one that leaves says so first,
/// one that is given up was active until it was dead, and mostly can tell nobody itself.
/// </summary>
internal sealed partial class GivenUpSilos(
    IClusterMembershipService cluster,
    ILocalSiloDetails here,
    PrebuildsMetrics metrics,
    ILogger<GivenUpSilos> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = cluster.CurrentSnapshot;
        await foreach (var now in cluster.MembershipUpdates.WithCancellation(stoppingToken))
        {
            foreach (var silo in GivenUp(before, now))
            {
                LogGivenUp(silo);
                metrics.GivenUp();
            }

            before = now;
        }
    }

    private IEnumerable<SiloAddress> GivenUp(ClusterMembershipSnapshot before, ClusterMembershipSnapshot now) =>
        from member in now.Members.Values
        where member.Status == SiloStatus.Dead
            && before.GetSiloStatus(member.SiloAddress) == SiloStatus.Active
            && !member.SiloAddress.Equals(here.SiloAddress)
        select member.SiloAddress;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Silo {Silo} was given up by its cluster: it was lost, or it hangs. Its pools open on the others")]
    private partial void LogGivenUp(SiloAddress silo);
}
