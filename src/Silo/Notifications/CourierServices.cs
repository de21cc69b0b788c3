using Microsoft.Extensions.Options;
using Prebuilds.Grains;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Storage;
using Prebuilds.Storage.Notifications;

namespace Prebuilds.Silo.Notifications;

/// <summary>What every courier of a silo shares.</summary>
/// <param name="Store">Keeps what is to be told to whom.</param>
/// <param name="Events">Has the events.</param>
/// <param name="Metrics">The instruments.</param>
/// <param name="Options">What operators configured.</param>
/// <param name="Clock">The clock.</param>
/// <param name="NewId">Chooses the ids of leases and deliveries.</param>
/// <param name="Logger">Where couriers report.</param>
internal sealed record CourierServices(
    INotificationStore Store,
    IPrebuildStore Events,
    PrebuildsMetrics Metrics,
    IOptions<NotificationOptions> Options,
    TimeProvider Clock,
    NewId NewId,
    ILogger<Courier> Logger);
