using System.CommandLine;
using Prebuilds.Client.Output.Pools;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Loop;

/// <summary><c>status [--watch]</c>.</summary>
internal sealed class StatusCommand : TerminalCommand
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    private readonly Option<bool> _watch = new("--watch", "-w")
    {
        Description = "Look again every second, until Ctrl-C",
    };

    /// <summary>Makes the command.</summary>
    public StatusCommand(CommandRunner runner)
        : base(runner, "status", "Show the loop and every pool, and what each waits for")
    {
        Examples = ["prebuilds status --watch", "prebuilds status --output json | jq -r '.presets[] | .name'"];
        Add(_watch);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        if (!session.Get(_watch))
        {
            Print(session, await Look(client, stop));
            return ExitCode.Success;
        }

        while (true)
        {
            var status = await Look(client, stop);
            if (!session.Json)
            {
                session.Screen.Clear();
            }

            Print(session, status);
            await Task.Delay(Refresh, session.Shell.Clock, stop);
        }
    }

    private static async Task<StatusOutput> Look(PrebuildsClient client, CancellationToken stop)
    {
        var loop = client.Loop.GetStatus(stop);
        var presets = client.Presets.List(stop);
        return StatusOutput.Of(await loop, await presets);
    }

    private static void Print(Session session, StatusOutput status) =>
        session.Print(status, json => json.StatusOutput, status.Show);
}
