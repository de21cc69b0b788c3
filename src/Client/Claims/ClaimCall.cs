using Prebuilds.Claims;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Grains;
using Prebuilds.Users;

namespace Prebuilds.Client.Claims;

/// <summary>One claim, from the question to its answer, under one request id.</summary>
internal sealed class ClaimCall(IGrainFactory grains, CallRetry retry)
{
    /// <summary>Asks until there is an answer that waiting does not better, or the time is over.</summary>
    public async Task<ClaimAnswer> Ask(PresetReference preset, ClaimOptions options, CancellationToken stop)
    {
        var request = new ClaimRequest(
            options.RequestId, UserIds.FromText(options.User), options.User, options.Name);
        Check(request, options.Wait);
        var began = retry.Clock.GetTimestamp();
        var pauses = new Pauses();
        while (true)
        {
            var outcome = await Once(preset, request, stop);
            var left = options.Wait - retry.Clock.GetElapsedTime(began);
            if (outcome is not ClaimOutcome.NoneClaimable { Reason: not MissReason.Inactive } miss
                || left <= TimeSpan.Zero)
            {
                return new ClaimAnswer(outcome, request.RequestId);
            }

            options.Misses?.Report(miss);
            var pause = pauses.Take();
            await Task.Delay(pause < left ? pause : left, retry.Clock, stop);
        }
    }

    private static void Check(ClaimRequest request, TimeSpan wait)
    {
        var problems = ClaimRules.Check(request);
        if (!problems.IsEmpty)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(request));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, ClaimOptions.MaxWait);
    }

    /// <summary>Nobody looked: even a granted request may be told so.</summary>
    private static bool IsUnseen(ClaimOutcome outcome) =>
        outcome is ClaimOutcome.NoneClaimable { Reason: MissReason.Busy };

    private async Task<ClaimOutcome> Once(PresetReference preset, ClaimRequest request, CancellationToken stop)
    {
        try
        {
            return await retry.Run(() => grains.Preset(preset.Id).Claim(request, stop), stop, IsUnseen);
        }
        catch (Exception error) when (
            error is not ArgumentException && !(error is OperationCanceledException && stop.IsCancellationRequested))
        {
            throw new ClaimUnansweredException(request.RequestId, error);
        }
    }
}
