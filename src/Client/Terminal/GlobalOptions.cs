using System.CommandLine;
using Prebuilds.Client.Hosting.Discovery;

namespace Prebuilds.Client.Terminal;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    /// <summary>How results look.</summary>
    public Option<string> Output { get; } = new Option<string>("--output", "-o")
    {
        Description = "How results look: 'table' for people, 'json' for scripts (one document a line)",
        DefaultValueFactory = _ => "table",
        Recursive = true,
    }.AcceptOnlyFromAmong("table", "json");

    /// <summary>Where the cluster is.</summary>
    public Option<string?> Gateway { get; } = new("--gateway")
    {
        Description = "The gateway of a silo, several joined by commas. Default: Prebuilds__Client__Gateways, else "
            + "this machine at Prebuilds__GatewayPort, else 127.0.0.1:30000",
        HelpName = "HOST:PORT",
        Recursive = true,
    };

    /// <summary>Whether to tell more.</summary>
    public Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show the log of the connection and the whole of unexpected errors, on standard error",
        Recursive = true,
    };

    /// <summary>Adds them to the root, and so to every command.</summary>
    public void AddTo(Command root)
    {
        Gateway.Validators.Add(result =>
        {
            foreach (var text in GatewayAddress.Split(result.GetValueOrDefault<string?>() ?? ""))
            {
                if (!GatewayAddress.TryParse(text, out _))
                {
                    result.AddError($"--gateway has {Quoted.Of(text)}. Write HOST:PORT, such as 127.0.0.1:30000.");
                }
            }
        });
        root.Add(Output);
        root.Add(Gateway);
        root.Add(Verbose);
    }
}
