using System.CommandLine;
using Prebuilds.Client.Output.Pools;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Presets;

/// <summary><c>preset show PRESET</c>.</summary>
internal sealed class ShowPresetCommand : TerminalCommand
{
    private readonly Argument<PresetReference> _preset = PresetArgument.Build();

    /// <summary>Makes the command.</summary>
    public ShowPresetCommand(CommandRunner runner)
        : base(runner, "show", "Show a preset: its counts, and what would be done about it now and why")
    {
        Examples = ["prebuilds preset show go-dev/large"];
        Add(_preset);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var preset = session.Require(_preset);
        var client = await session.Connect(stop);
        if (await client.Presets.Get(preset, stop) is not { } status)
        {
            return session.Fail(PresetArgument.Unknown(preset));
        }

        var result = PresetOutput.Of(status);
        session.Print(result, json => json.PresetOutput, result.Show);
        return ExitCode.Success;
    }
}
