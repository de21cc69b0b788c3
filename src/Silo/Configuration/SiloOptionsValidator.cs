using System.Net;
using Microsoft.Extensions.Options;
using Prebuilds.Grains.Hosting;
using Prebuilds.Storage.Hosting;

namespace Prebuilds.Silo.Configuration;

/// <summary>
/// Every rule of <see cref="SiloOptions"/>, all broken ones at once, each naming its configuration key.
/// </summary>
internal sealed class SiloOptionsValidator(PrebuildsSettings settings) : IValidateOptions<SiloOptions>
{
    private const int MaxNameLength = 150;

    public ValidateOptionsResult Validate(string? name, SiloOptions options)
    {
        string?[] rules =
        [
            Port("SiloPort", options.SiloPort),
            Port("GatewayPort", options.GatewayPort),
            DifferentPorts(options),
            Name("ClusterId", options.ClusterId),
            Name("ServiceId", options.ServiceId),
            Address(options.AdvertisedAddress),
            .. options.Clustering == ClusteringKind.Postgres ? Cluster() : Alone(options),
        ];
        string[] broken = [.. rules.OfType<string>()];
        return broken is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(broken);
    }

    private static string? Port(string key, int port) => port is >= 1 and <= IPEndPoint.MaxPort
        ? null
        : $"Prebuilds:{key} is '{port}'. Use a port from 1 to {IPEndPoint.MaxPort}.";

    private static string? DifferentPorts(SiloOptions options) => options.SiloPort != options.GatewayPort
        ? null
        : $"Prebuilds:GatewayPort is '{options.GatewayPort}', the same as Prebuilds:SiloPort. Use two different ports.";

    private static string? Name(string key, string name) => name.Length <= MaxNameLength
        ? null
        : $"Prebuilds:{key} is {Quoted.Of(name)}, {name.Length} characters. Use at most {MaxNameLength}.";

    private static string? Address(string address) => IsAddress(address, out var ip) && !IsAny(ip)
        ? null
        : $"Prebuilds:AdvertisedAddress is {Quoted.Of(address)}. Use one IP address of this machine, at which the "
            + "others reach it.";

    private static bool IsAddress(string text, out IPAddress ip) =>
        IPAddress.TryParse(text, out ip!) && ip.ToString() == text;

    private static bool IsAny(IPAddress ip) => ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any);

    private IEnumerable<string?> Cluster()
    {
        var provider = settings.Apply(new StorageOptions()).Provider;
        yield return provider == StorageProvider.Postgres
            ? null
            : $"Prebuilds:Clustering is 'Postgres' and Prebuilds:Storage:Provider is '{provider}'. A cluster keeps "
                + "its members and its pools in one PostgreSQL database: use 'Postgres' for both.";
    }

    private static IEnumerable<string?> Alone(SiloOptions options)
    {
        yield return !IsAddress(options.AdvertisedAddress, out var ip) || IsAny(ip) || IPAddress.IsLoopback(ip)
            ? null
            : $"Prebuilds:AdvertisedAddress is '{ip}', and Prebuilds:Clustering is 'Localhost', which listens on the "
                + "loopback address only. Remove the address, or use 'Postgres'.";
        yield return options.Roles == SiloRoles.All
            ? null
            : $"Prebuilds:Roles is '{options.Roles}', and Prebuilds:Clustering is 'Localhost': one silo, which nobody "
                + "helps. Remove the roles, or use 'Postgres'.";
    }
}
