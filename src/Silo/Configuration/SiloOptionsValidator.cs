using System.Net;
using Microsoft.Extensions.Options;

namespace Prebuilds.Silo.Configuration;

/// <summary>Every rule of <see cref="SiloOptions"/>, all broken ones at once, each naming its configuration key.</summary>
internal sealed class SiloOptionsValidator : IValidateOptions<SiloOptions>
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
            Clustering(options.Clustering),
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

    private static string? Clustering(ClusteringKind kind) => kind == ClusteringKind.Localhost
        ? null
        : $"Prebuilds:Clustering is '{kind}', which is not yet available in this version. Use 'Localhost': one silo.";
}
