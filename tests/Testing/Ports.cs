using System.Net;
using System.Net.Sockets;

namespace Prebuilds.Testing;

/// <summary>Ports of the loopback address that nobody listens on now.</summary>
/// <remarks>
/// None of those, from 32,768 on, that the system gives to connections and to listeners that ask for any: one that is
/// free now would be somebody else's a moment later. No port is handed out twice before all were.
/// </remarks>
public static class Ports
{
    private const int First = 12_000;
    private const int Count = 18_000;

    private static int _next = Random.Shared.Next(Count);

    /// <summary>As many different ones as asked.</summary>
    public static int[] Free(int count) => [.. Candidates().Where(IsFree).Take(count)];

    private static IEnumerable<int> Candidates()
    {
        for (var tried = 0; tried < Count; tried++)
        {
            yield return First + (int)((uint)Interlocked.Increment(ref _next) % Count);
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
