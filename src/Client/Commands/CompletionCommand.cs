using System.CommandLine;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands;

/// <summary><c>completion SHELL</c>: the script that makes a shell complete command lines.</summary>
internal sealed class CompletionCommand : TerminalCommand
{
    private readonly Argument<string> _shell = new Argument<string>("SHELL") { Description = "Which shell" }
        .AcceptOnlyFromAmong("bash", "zsh", "fish");

    /// <summary>Makes the command.</summary>
    public CompletionCommand(CommandRunner runner)
        : base(runner, "completion", "Print the script that makes a shell complete command lines of prebuilds")
    {
        Examples =
        [
            "source <(prebuilds completion bash)",
            "prebuilds completion zsh > ~/.zfunc/_prebuilds",
            "prebuilds completion fish > ~/.config/fish/completions/prebuilds.fish",
        ];
        Add(_shell);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var script = session.Require(_shell) switch
        {
            "zsh" => CompletionScripts.Zsh,
            "fish" => CompletionScripts.Fish,
            _ => CompletionScripts.Bash,
        };
        await session.Shell.Out.WriteAsync(script.AsMemory(), stop);
        return ExitCode.Success;
    }
}
