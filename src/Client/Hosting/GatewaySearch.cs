using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Orleans.Messaging;

namespace Prebuilds.Client.Hosting;

/// <summary>
/// Waits until a gateway is known and accepts connections. Orleans itself gives up at once where the database lists
/// none, and retries in steps of 5 s where it does, and never says why: this notices a silo that has just come up
/// within 100 ms, and can tell what the database or the operating system said.
/// </summary>
internal sealed class GatewaySearch(IGatewayListProvider list, TimeProvider clock)
{
    private const string NoSuchTable = "42P01";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when one of the gateways accepts; null then, else why none did.</summary>
    public async Task<Obstacle?> Wait(TimeSpan limit, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var obstacle = await Try(limit - clock.GetElapsedTime(began), stop);
            if (obstacle is null || clock.GetElapsedTime(began) + Pause >= limit)
            {
                return obstacle;
            }

            await Task.Delay(Pause, clock, stop);
        }
    }

    private async Task<Obstacle?> Try(TimeSpan limit, CancellationToken stop)
    {
        try
        {
            var gateways = await Listed().WaitAsync(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, clock, stop);
            return await AnyAccepts([.. gateways.Select(gateway => gateway.ToIPEndPoint()!)], limit, stop);
        }
        catch (DbException error) when (error.SqlState == NoSuchTable)
        {
            return new Obstacle("no silo with Prebuilds:Clustering 'Postgres' has used this database", error);
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            return new Obstacle(
                $"the database of ConnectionStrings:Prebuilds does not answer ({error.Message})", error);
        }
        catch (ArgumentException error)
        {
            return new Obstacle($"ConnectionStrings:Prebuilds cannot be read ({error.Message})", error);
        }
    }

    private async Task<IList<Uri>> Listed()
    {
        await list.InitializeGatewayListProvider();
        return await list.GetGateways();
    }

    /// <summary>
    /// Tries all of them at once: one whose machine is gone answers nothing, and must not hide the others.
    /// </summary>
    private async Task<Obstacle?> AnyAccepts(IReadOnlyList<IPEndPoint> gateways, TimeSpan limit, CancellationToken stop)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var obstacle = new Obstacle("no silo is up", null);
        await foreach (var attempt in Task.WhenEach(gateways.Select(gateway => Connect(gateway, limit, done.Token))))
        {
            if (await attempt is not { } refusal)
            {
                await done.CancelAsync();
                return null;
            }

            obstacle = new Obstacle(refusal.Message, refusal);
        }

        return obstacle;
    }

    private async Task<SocketException?> Connect(IPEndPoint gateway, TimeSpan limit, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        using var socket = new Socket(gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(gateway, either.Token);
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new SocketException((int)SocketError.TimedOut);
        }
        catch (SocketException error)
        {
            return error;
        }
    }

    /// <summary>What stands in the way.</summary>
    /// <param name="Reason">In words.</param>
    /// <param name="Cause">The failure; null: nothing failed.</param>
    internal sealed record Obstacle(string Reason, Exception? Cause);
}
