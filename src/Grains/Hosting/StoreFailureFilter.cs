using Prebuilds.Storage;

namespace Prebuilds.Grains.Hosting;

/// <summary>
/// Tells callers of a failed database in words that they know: clients have no store, and do not know its errors.
/// </summary>
internal sealed class StoreFailureFilter : IIncomingGrainCallFilter
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
    }
}
