using System.CommandLine;
using Prebuilds.Client.Output.Pools;
using Prebuilds.Client.Terminal;
using Prebuilds.Schedules;

namespace Prebuilds.Client.Commands.Presets;

/// <summary><c>preset schedule PRESET</c>.</summary>
internal sealed class ScheduleCommand : TerminalCommand
{
    private readonly Argument<PresetReference> _preset = PresetArgument.Build();

    /// <summary>Makes the command.</summary>
    public ScheduleCommand(CommandRunner runner)
        : base(runner, "schedule", "Show a preset's target over the next 7 days, on the clock of its time zone")
    {
        Examples = ["prebuilds preset schedule go-dev/large"];
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

        var spans = ScheduleForecast.From(status.Preset.Pool, session.Shell.Clock.GetUtcNow());
        ForecastOutput[] result = [.. spans.Select(ForecastOutput.Of)];
        session.Print(result, json => json.ForecastOutputArray, screen => ForecastOutput.Show(screen, result));
        return ExitCode.Success;
    }
}
