using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Grains.Builds;
using Prebuilds.Grains.Claims;
using Prebuilds.Grains.Hosting;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Storage;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Presets;

/// <summary>What every pool of a silo shares.</summary>
/// <param name="Store">The truth.</param>
/// <param name="Claims">The silo's one writer of claims.</param>
/// <param name="Builds">Wakes the silo's worker.</param>
/// <param name="Metrics">The instruments.</param>
/// <param name="Options">What operators configured.</param>
/// <param name="Clock">The clock.</param>
/// <param name="NewId">Chooses the ids of members and builds.</param>
/// <param name="Logger">Where pools report.</param>
public sealed record KeeperServices(
    IPrebuildStore Store,
    ClaimWriter Claims,
    BuildSignal Builds,
    PrebuildsMetrics Metrics,
    IOptions<GrainsOptions> Options,
    TimeProvider Clock,
    NewId NewId,
    ILogger<PoolKeeper> Logger)
{
    /// <summary>This silo's life as the cluster knows it; null: the silo is alone.</summary>
    public SiloIncarnation? Silo { get; init; }

    /// <summary>
    /// Tells all workers that a build of this workspace was withdrawn. May be lost; where nobody tells, heartbeats do.
    /// </summary>
    public Action<WorkspaceId> Withdrawn { get; init; } = _ => { };
}
