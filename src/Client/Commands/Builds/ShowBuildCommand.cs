using System.CommandLine;
using Prebuilds.Builds;
using Prebuilds.Client.Output.Builds;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Builds;

/// <summary><c>build show BUILD [--lines N]</c>.</summary>
internal sealed class ShowBuildCommand : TerminalCommand
{
    private const int MaxLines = 1000;

    private readonly BuildTarget _target;

    private readonly Option<int> _lines = new("--lines")
    {
        Description = $"So many lines from the end of its log, 0 to {MaxLines}",
        DefaultValueFactory = _ => 20,
        HelpName = "N",
    };

    /// <summary>Makes the command.</summary>
    public ShowBuildCommand(CommandRunner runner)
        : base(
            runner,
            "show",
            "Show a build: its times, its worker, its error or why it was cancelled, the end of its log")
    {
        Examples = ["prebuilds build show 019765c2-7a3e-7c51-9d0b-5f2f6f0a1c11"];
        _target = new BuildTarget(this);
        _lines.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > MaxLines)
            {
                result.AddError($"--lines is {result.GetValueOrDefault<int>()}. Use 0 to {MaxLines}.");
            }
        });
        Add(_lines);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        if (await _target.Find(session, client, stop) is not { } entry)
        {
            return session.Fail(_target.Unknown(session));
        }

        var tail = await ReadTail(client, entry.Build.Id, session.Require(_lines), stop);
        var result = new BuildDetailsOutput(BuildEntryOutput.Of(entry), tail);
        session.Print(result, json => json.BuildDetailsOutput, result.Show);
        return ExitCode.Success;
    }

    /// <summary>The last lines of the log. It can only be read from its start, but is never long.</summary>
    private static async Task<string[]> ReadTail(
        PrebuildsClient client, BuildId build, int lines, CancellationToken stop)
    {
        var log = "";
        var offset = 0;
        while (lines > 0 && await client.Workspaces.ReadLog(build, offset, stop) is { Length: > 0 } text)
        {
            offset += text.Length;
            log = string.Join('\n', (log + text).Split('\n').TakeLast(lines + 1));
        }

        return [.. log.TrimEnd('\n').Split('\n').TakeLast(lines).Where(line => log.Length > 0)];
    }
}
