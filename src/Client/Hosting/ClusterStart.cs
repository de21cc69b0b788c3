using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Prebuilds.Client.Hosting.Discovery;

namespace Prebuilds.Client.Hosting;

/// <summary>
/// Connects the cluster client within a time limit. Orleans' own start waits for ever for a gateway that is not there,
/// or that accepts connections and never answers.
/// </summary>
internal sealed class ClusterStart(
    IClusterClient cluster, FirstGateways gateways, IOptions<PrebuildsClientOptions> options, TimeProvider clock)
    : IHostedService
{
    /// <summary>Orleans' own hosted service.</summary>
    private readonly IHostedService _cluster = (IHostedService)cluster;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var limit = options.Value.StartTimeout;
        var tried = options.Value.ReadsDatabase
            ? "any gateway that the database lists"
            : string.Join(", ", GatewayAddress.Of(options.Value));
        var began = clock.GetTimestamp();
        var search = new GatewaySearch(gateways, clock);
        var found = await search.Wait(limit, cancellationToken);
        if (found.Obstacle is { } obstacle)
        {
            throw new GatewayUnreachableException(tried, obstacle.Reason, obstacle.Cause);
        }

        gateways.BeginWith(found.Gateways);
        try
        {
            var left = limit - clock.GetElapsedTime(began);
            await _cluster.StartAsync(cancellationToken)
                .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, cancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new GatewayUnreachableException(
                tried,
                $"it accepts connections, but did not answer within {limit.TotalSeconds:0.#} s as a silo of cluster "
                + $"'{options.Value.ClusterId}' does",
                late);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _cluster.StopAsync(cancellationToken);
}
