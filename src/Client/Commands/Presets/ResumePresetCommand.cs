using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Presets;

/// <summary><c>preset resume PRESET</c>.</summary>
internal sealed class ResumePresetCommand : OperatorCommand
{
    private readonly Argument<PresetReference> _preset = PresetArgument.Build();

    /// <summary>Makes the command.</summary>
    public ResumePresetCommand(CommandRunner runner)
        : base(runner, "resume", "Forget failures and a permanent error, so that creation goes on")
    {
        Examples = ["prebuilds preset resume go-dev/large"];
        Add(_preset);
    }

    /// <inheritdoc/>
    protected override Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop) =>
        client.Presets.Resume(session.Require(_preset), stop);
}
