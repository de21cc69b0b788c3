using System.CommandLine;
using System.CommandLine.Invocation;
using Prebuilds.Client.Commands;
using Prebuilds.Client.Commands.Builds;
using Prebuilds.Client.Commands.Claims;
using Prebuilds.Client.Commands.LoadTests;
using Prebuilds.Client.Commands.Loop;
using Prebuilds.Client.Commands.Notifications;
using Prebuilds.Client.Commands.Presets;
using Prebuilds.Client.Commands.Templates;
using Prebuilds.Client.Commands.Workspaces;
using Prebuilds.Client.Usage;

namespace Prebuilds.Client.Terminal;

/// <summary>The whole command line.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    /// <summary>The root with all commands.</summary>
    public static RootCommand Build(Shell shell)
    {
        var options = new GlobalOptions();
        var runner = new CommandRunner(shell, options);
        var root = new RootCommand("Pools of finished workspaces, handed out in milliseconds")
        {
            new ClaimCommand(runner),
            new StatusCommand(runner),
            TemplateCommands.Build(runner),
            new ValidateCommand(runner),
            PresetCommands.Build(runner),
            WorkspaceCommands.Build(runner),
            BuildCommands.Build(runner),
            new EventsCommand(runner),
            NotificationCommands.Build(runner),
            new PlanCommand(runner),
            LoadTestCommands.Build(runner),
            new PauseCommand(runner),
            new ResumeCommand(runner),
            new ReconcileCommand(runner),
            new StopCommand(runner),
            new RunCommand(runner),
            new CompletionCommand(runner),
        };
        root.HelpName = "prebuilds";
        options.AddTo(root);
        HelpText.Install(root, shell.OutTerminal);
        return root;
    }

    /// <summary>Runs a command line to its exit code.</summary>
    public static async Task<int> Run(IReadOnlyList<string> arguments, Shell shell, CancellationToken stop = default)
    {
        var parse = Build(shell).Parse(arguments, Parser);
        if (parse.Action is ParseErrorAction)
        {
            return (int)WrongUsage.Tell(parse, shell.Error);
        }

        var invocation = new InvocationConfiguration
        {
            Output = shell.Out,
            Error = shell.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = (parse.CommandResult.Command as TerminalCommand)?.Farewell,
        };
        var code = await parse.InvokeAsync(invocation, stop);
        await shell.Out.FlushAsync(CancellationToken.None);
        return code;
    }
}
