using Microsoft.Extensions.Options;
using Prebuilds.Client.Hosting.Discovery;

namespace Prebuilds.Client.Hosting;

/// <summary>Says everything that is wrong with the options at once, each sentence with its key.</summary>
internal sealed class PrebuildsClientOptionsValidator : IValidateOptions<PrebuildsClientOptions>
{
    private const string Empty =
        "is empty. Give it the value that the silos have; theirs is 'prebuilds' by default.";

    private static readonly TimeSpan ShortestStart = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PrebuildsClientOptions options)
    {
        List<string> problems = [.. options.Unreadable, .. Gateways(options)];
        if (string.IsNullOrWhiteSpace(options.ClusterId))
        {
            problems.Add($"Prebuilds:ClusterId {Empty}");
        }

        if (string.IsNullOrWhiteSpace(options.ServiceId))
        {
            problems.Add($"Prebuilds:ServiceId {Empty}");
        }

        if (options.StartTimeout < ShortestStart || options.StartTimeout > LongestStart)
        {
            problems.Add(
                $"Prebuilds:Client:StartTimeout is '{options.StartTimeout}'. Use {ShortestStart} to {LongestStart}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Gateways(PrebuildsClientOptions options)
    {
        foreach (var text in GatewayAddress.Split(options.Gateways))
        {
            if (!GatewayAddress.TryParse(text, out _))
            {
                yield return
                    $"Prebuilds:Client:Gateways has {Quoted.Of(text)}. Write HOST:PORT, several joined by commas.";
            }
        }

        if (options.ReadsDatabase && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            yield return "Prebuilds:Clustering is 'Postgres', and ConnectionStrings:Prebuilds is empty. Name the "
                + "database of the silos there (ConnectionStrings__Prebuilds=Host=...), or gateways in "
                + "Prebuilds:Client:Gateways.";
        }
        else if (!options.ReadsDatabase && options.Gateways.Length == 0 && options.GatewayPort is < 1 or > 65535)
        {
            yield return $"Prebuilds:GatewayPort is {options.GatewayPort}. Use 1 to 65535, as the silo's; it is 30000 "
                + "by default.";
        }
    }
}
