using System.Net;
using System.Net.Sockets;

namespace Prebuilds.Client.Hosting;

/// <summary>
/// Waits until a gateway accepts connections. Orleans itself retries in steps of 5 s and never says why: this notices a
/// silo that has just come up within 100 ms, and can tell what the operating system said.
/// </summary>
internal static class GatewayProbe
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when one of the gateways accepts; null then, else why the last one did not.</summary>
    public static async Task<SocketException?> Wait(
        IReadOnlyList<IPEndPoint> gateways, TimeSpan limit, TimeProvider clock, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        SocketException? error = null;
        while (true)
        {
            foreach (var gateway in gateways)
            {
                error = await Connect(gateway, limit - clock.GetElapsedTime(began), clock, stop);
                if (error is null)
                {
                    return null;
                }
            }

            if (clock.GetElapsedTime(began) + Pause >= limit)
            {
                return error;
            }

            await Task.Delay(Pause, clock, stop);
        }
    }

    private static async Task<SocketException?> Connect(
        IPEndPoint gateway, TimeSpan limit, TimeProvider clock, CancellationToken stop)
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
}
