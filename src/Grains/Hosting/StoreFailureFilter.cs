using Microsoft.Extensions.Logging;
using Prebuilds.Grains.Presets;
using Prebuilds.Grains.Telemetry;
using Prebuilds.Storage;

namespace Prebuilds.Grains.Hosting;

/// <summary>
/// Tells callers of what the database refused, or of its failure, in words that they know: clients have no store, and
/// do not know its errors.
/// </summary>
/// <param name="metrics">Counts what was refused.</param>
/// <param name="logger">Where that is reported.</param>
internal sealed partial class StoreFailureFilter(PrebuildsMetrics metrics, ILogger<StoreFailureFilter> logger)
    : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (StorageException error)
        {
            throw new StoreUnavailableException(error.Message);
        }
        catch (NotMemberException error)
        {
            LogRefused(context.TargetId, context.MethodName, error.Message);
            metrics.Refused();
            throw new StaleActivationException($"{error.Message} Ask again.");
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Call {Method} of grain {GrainId} was refused: {Reason} Nothing was written")]
    private partial void LogRefused(GrainId grainId, string method, string reason);
}
