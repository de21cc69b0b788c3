using System.Text.Json.Nodes;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Silo.Tests.Client.Fakes;

/// <summary>The command line in this process, on a fake cluster.</summary>
internal sealed class Cli
{
    public FakeCluster Cluster { get; } = FakeCluster.Create();

    public LeapingClock Clock { get; } = new();

    /// <summary>The name of the operating system's account.</summary>
    public string? Account { get; set; }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal) { ["USER"] = "alice" };

    public string Input { get; set; } = "";

    public List<ConnectionWish> Connections { get; } = [];

    public Exception? ConnectionFailure { get; set; }

    public StringWriter Out { get; } = new();

    public StringWriter Error { get; } = new();

    public JsonNode Json => JsonNode.Parse(Out.ToString())!;

    public Task<int> Run(params string[] arguments) => Run(CancellationToken.None, arguments);

    public Task<int> Run(CancellationToken stop, params string[] arguments) => CommandLine.Run(arguments, Shell, stop);

    public Shell Shell => new()
    {
        Out = Out,
        Error = Error,
        OpenInput = () => new StringReader(Input),
        Variable = name => Variables.GetValueOrDefault(name),
        Account = Account,
        Clock = Clock,
        Connect = (wish, _) =>
        {
            Connections.Add(wish);
            return ConnectionFailure is null
                ? Task.FromResult(Cluster.Grains)
                : Task.FromException<IGrainFactory>(ConnectionFailure);
        },
    };
}
