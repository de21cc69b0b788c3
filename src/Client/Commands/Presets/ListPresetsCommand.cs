using Prebuilds.Client.Output.Pools;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Presets;

/// <summary><c>preset list</c>.</summary>
internal sealed class ListPresetsCommand : TerminalCommand
{
    /// <summary>Makes the command.</summary>
    public ListPresetsCommand(CommandRunner runner)
        : base(runner, "list", "List every preset that is live or has members, by name") =>
        Examples = ["prebuilds preset list", "prebuilds preset list --output json | jq '.[] | select(.hold)'"];

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        PresetOutput[] result = [.. (await client.Presets.List(stop)).Select(PresetOutput.Of)];
        session.Print(result, json => json.PresetOutputArray, screen =>
        {
            var (headings, rows) = PresetOutput.Table(result);
            screen.Table(headings, rows);
        });
        return ExitCode.Success;
    }
}
