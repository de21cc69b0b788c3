using System.CommandLine;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Presets;

/// <summary>The noun <c>preset</c>.</summary>
internal static class PresetCommands
{
    /// <summary>The group of its commands.</summary>
    public static Command Build(CommandRunner runner) => new("preset", "Pools")
    {
        new ListPresetsCommand(runner),
        new ShowPresetCommand(runner),
        new ScheduleCommand(runner),
        new InvalidateCommand(runner),
        new ResumePresetCommand(runner),
    };
}
