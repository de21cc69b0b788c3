using System.Net;
using System.Net.Sockets;
using Prebuilds.Silo.Configuration;

namespace Prebuilds.Silo.Hosting;

/// <summary>
/// The ports of Orleans. It reports one that is taken by its own stack trace, so they are tried before it starts.
/// </summary>
internal static class Ports
{
    /// <summary>Tries both ports.</summary>
    /// <exception cref="PortTakenException">One or both are taken.</exception>
    public static void Check(SiloOptions options)
    {
        string?[] taken =
        [
            WhyTaken("SiloPort", options.SiloPort, options),
            WhyTaken("GatewayPort", options.GatewayPort, options),
        ];
        if (taken.OfType<string>().Distinct().ToList() is { Count: > 0 } reasons)
        {
            throw new PortTakenException(string.Join(' ', reasons));
        }
    }

    private static string? WhyTaken(string key, int port, SiloOptions options)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Parse(options.AdvertisedAddress), port);
            probe.Start();
            return null;
        }
        catch (SocketException refusal) when (refusal.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return $"Prebuilds:AdvertisedAddress is {options.AdvertisedAddress}, which is no address of this machine. "
                + "Use one that it has.";
        }
        catch (SocketException refusal)
        {
            return $"Prebuilds:{key} is {port}, and that port cannot be used: {refusal.Message}. "
                + $"Stop the program that uses it, or choose another port: --{PrebuildsSettings.Section}:{key} PORT.";
        }
    }
}
