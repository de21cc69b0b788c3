using System.Net;
using System.Net.Sockets;

namespace Prebuilds.Testing;

/// <summary>Ports of the loopback address that nobody listens on now.</summary>
public static class Ports
{
    /// <summary>As many different ones as asked: all are held until the last is found.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
