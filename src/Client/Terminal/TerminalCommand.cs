using System.Collections.Immutable;
using System.CommandLine;

namespace Prebuilds.Client.Terminal;

/// <summary>A command that does something.</summary>
internal abstract class TerminalCommand : Command
{
    /// <summary>Makes the command; what it does is <see cref="Run"/>.</summary>
    protected TerminalCommand(CommandRunner runner, string name, string description)
        : base(name, description) => SetAction((parse, stop) => runner.Run(parse, Run, stop));

    /// <summary>Command lines that show how it is used.</summary>
    public ImmutableArray<string> Examples { get; protected init; } = [];

    /// <summary>After an interrupt, how long it may take to stop by itself: little, because somebody waits.</summary>
    public TimeSpan Farewell { get; protected init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Does it.</summary>
    protected abstract Task<ExitCode> Run(Session session, CancellationToken stop);
}
