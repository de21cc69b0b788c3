using System.Net.Sockets;

namespace Prebuilds.Client.Hosting.Discovery;

/// <summary>
/// Finds out whether a gateway answers. The operating system accepts connections for a process that hangs; only one
/// that lives closes its side when the other one has closed its own.
/// </summary>
/// <param name="limit">The longest wait for a connection; not negative.</param>
/// <param name="clock">The clock.</param>
internal sealed class GatewayProbe(TimeSpan limit, TimeProvider clock)
{
    private static readonly TimeSpan MaxPatience = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait for an answer: what stands between may pass the closing on late, or never.</summary>
    private readonly TimeSpan _patience = limit / 2 < MaxPatience ? limit / 2 : MaxPatience;

    /// <summary>Tries one.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="enough">Ends the try early, with what is known by then.</param>
    public async Task<Found> Of(Uri gateway, CancellationToken enough)
    {
        var address = gateway.ToIPEndPoint()!;
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (!await InTime(limit, stop => socket.ConnectAsync(address, stop), enough))
            {
                return new Found(gateway, false, new SocketException((int)SocketError.TimedOut));
            }

            socket.Shutdown(SocketShutdown.Send);
            return new Found(gateway, await InTime(_patience, stop => UntilClosed(socket, stop), enough), null);
        }
        catch (SocketException error)
        {
            return new Found(gateway, false, error);
        }
    }

    private async Task<bool> InTime(TimeSpan time, Func<CancellationToken, ValueTask> act, CancellationToken enough)
    {
        using var late = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, enough);
        try
        {
            await act(either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async ValueTask UntilClosed(Socket socket, CancellationToken stop)
    {
        var ignored = new byte[1];
        try
        {
            while (await socket.ReceiveAsync(ignored, stop) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Closed by force: that, too, is done by one that lives.
        }
    }

    /// <summary>What was found out about a gateway.</summary>
    /// <param name="Gateway">The gateway.</param>
    /// <param name="Answers">Whether it lives: it closed its side.</param>
    /// <param name="Refusal">Why it accepted no connection; null: it did.</param>
    internal sealed record Found(Uri Gateway, bool Answers, SocketException? Refusal);
}
