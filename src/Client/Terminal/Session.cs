using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Prebuilds.Client.Output;

namespace Prebuilds.Client.Terminal;

/// <summary>One run of one command.</summary>
internal sealed class Session(Shell shell, GlobalOptions options, ParseResult parse)
{
    /// <summary>The surroundings.</summary>
    public Shell Shell { get; } = shell;

    /// <summary>Whether results are JSON.</summary>
    public bool Json { get; } = parse.GetValue(options.Output) == "json";

    /// <summary>Where results for people go.</summary>
    public Screen Screen { get; } = new(shell.Out, shell.OutTerminal);

    /// <summary>What an option was given, or its default.</summary>
    public T? Get<T>(Option<T> option) => parse.GetValue(option);

    /// <summary>What an option was given, or its default, of one that always has a value.</summary>
    public T Require<T>(Option<T> option) => parse.GetRequiredValue(option);

    /// <summary>The value of an argument that need not be given.</summary>
    public T? Get<T>(Argument<T> argument) => parse.GetValue(argument);

    /// <summary>What an argument was given.</summary>
    public T Require<T>(Argument<T> argument) => parse.GetRequiredValue(argument);

    /// <summary>Connects to the cluster.</summary>
    public async Task<PrebuildsClient> Connect(CancellationToken stop) => new(await ConnectGrains(stop), Shell.Clock);

    /// <summary>Connects to the cluster, for who asks its grains without the client's repetitions.</summary>
    public Task<IGrainFactory> ConnectGrains(CancellationToken stop) =>
        Shell.Connect(new ConnectionWish(parse.GetValue(options.Gateway), parse.GetValue(options.Verbose)), stop);

    /// <summary>Prints a result: as a line of JSON, or for people.</summary>
    public void Print<T>(T result, Func<OutputJson, JsonTypeInfo<T>> shape, Action<Screen> show)
    {
        if (Json)
        {
            Shell.Out.WriteLine(JsonLine.Of(result, shape));
        }
        else
        {
            show(Screen);
        }

        Shell.Out.Flush();
    }

    /// <summary>Says something that is no result.</summary>
    public void Say(string message) => Shell.Error.WriteLine(message);

    /// <summary>Says what failed, and ends with 1.</summary>
    public ExitCode Fail(string message)
    {
        Say(message);
        return ExitCode.Failure;
    }
}
