using Prebuilds.Claims;
using Prebuilds.Client.Claims;
using Prebuilds.Client.Output;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Claims;

/// <summary>Tells what a claim waits for: moving on a terminal, else a line whenever the reason is another.</summary>
internal sealed class WaitProgress(Action<string> show) : IProgress<ClaimOutcome.NoneClaimable>
{
    private MissReason? _last;

    /// <inheritdoc/>
    public void Report(ClaimOutcome.NoneClaimable value)
    {
        if (value.Reason != _last)
        {
            _last = value.Reason;
            show($"waiting ({Words.Of(value.Reason)}): {value.Detail}");
        }
    }

    /// <summary>Makes a claim, and shows what it waits for.</summary>
    public static async Task<ClaimAnswer> Show(
        Shell shell, Func<WaitProgress, Task<ClaimAnswer>> claim)
    {
        if (shell.ErrorTerminal is not { } terminal)
        {
            return await claim(new WaitProgress(shell.Error.WriteLine));
        }

        var moving = new MovingStatus(shell.Error, terminal);
        try
        {
            return await claim(new WaitProgress(moving.Show));
        }
        finally
        {
            await moving.End();
        }
    }
}
