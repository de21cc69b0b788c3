using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Prebuilds.Client.Hosting.Discovery;

/// <summary>Where a silo answers clients.</summary>
/// <param name="Host">A host name or an IP address.</param>
/// <param name="Port">A TCP port.</param>
internal sealed record GatewayAddress(string Host, int Port)
{
    /// <summary>The gateways that the options name.</summary>
    public static IReadOnlyList<GatewayAddress> Of(PrebuildsClientOptions options) => options.Gateways.Length == 0
        ? [new GatewayAddress(IPAddress.Loopback.ToString(), options.GatewayPort)]
        : [.. Split(options.Gateways).Select(Parse)];

    /// <summary>The parts of a list joined by commas.</summary>
    public static string[] Split(string list) =>
        list.Length == 0 ? [] : list.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>Reads <c>HOST:PORT</c>; an IPv6 address stands in brackets.</summary>
    public static bool TryParse(string text, out GatewayAddress? gateway)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon];
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        gateway = null;
        if ((!isBracketed && Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.IPv6)
            || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65535)
        {
            return false;
        }

        gateway = new GatewayAddress(isBracketed ? host[1..^1] : host, port);
        return true;
    }

    /// <summary>The addresses behind the name; IPv4 first, as silos listen there by default.</summary>
    /// <exception cref="GatewayUnreachableException">The name is unknown.</exception>
    public IEnumerable<IPEndPoint> Resolve()
    {
        if (IPAddress.TryParse(Host, out var address))
        {
            return [new IPEndPoint(address, Port)];
        }

        try
        {
            return Dns.GetHostAddresses(Host)
                .OrderBy(found => found.AddressFamily == AddressFamily.InterNetworkV6)
                .Select(found => new IPEndPoint(found, Port));
        }
        catch (SocketException error)
        {
            throw new GatewayUnreachableException(ToString(), $"the name cannot be resolved: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static GatewayAddress Parse(string text) => TryParse(text, out var gateway)
        ? gateway!
        : throw new FormatException($"{Quoted.Of(text)} is not HOST:PORT");
}
