using Orleans.Runtime.Messaging;
using Prebuilds.Grains;
using Prebuilds.Grains.Presets;

namespace Prebuilds.Client.Calls.Retries;

/// <summary>Which failed calls say nothing about the question, only about the way to the cluster.</summary>
internal static class TransientFailure
{
    /// <summary>
    /// Whether the same call may be answered when it is made again: its silo was lost, leaving or busy, did not answer
    /// in time, was not answered by its database, or held a pool that another silo has taken over; or no silo that
    /// hosts grains is up now. Or somebody else than its caller cancelled it: an activation that is broken off takes
    /// its calls with it. The first call may or may not have taken effect.
    /// </summary>
    public static bool Is(Exception error) => error
        is TimeoutException
        or SiloUnavailableException
        or OrleansMessageRejectionException
        or ConnectionFailedException
        or GatewayTooBusyException
        or ClientNotAvailableException
        or StaleActivationException
        or StoreUnavailableException
        or OperationCanceledException
        || NoClaimsSiloException.IsBehind(error);
}
