using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Presets;

/// <summary><c>preset invalidate PRESET</c>.</summary>
internal sealed class InvalidateCommand : OperatorCommand
{
    private readonly Argument<PresetReference> _preset = PresetArgument.Build();

    /// <summary>Makes the command.</summary>
    public InvalidateCommand(CommandRunner runner)
        : base(runner, "invalidate", "Make every member created before now stale, so that all are replaced")
    {
        Examples = ["prebuilds preset invalidate go-dev/large"];
        Add(_preset);
    }

    /// <inheritdoc/>
    protected override Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop) =>
        client.Presets.Invalidate(session.Require(_preset), stop);
}
