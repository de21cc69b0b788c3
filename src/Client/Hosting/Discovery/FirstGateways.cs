using Orleans.Messaging;

namespace Prebuilds.Client.Hosting.Discovery;

/// <summary>
/// The gateways of a client: for its start those that answer, and from then on all that are listed. Orleans marks one
/// that hangs as dead only after it has waited for it.
/// </summary>
/// <param name="all">Lists all of them.</param>
internal sealed class FirstGateways(IGatewayListProvider all) : IGatewayListProvider
{
    private IList<Uri>? _first;

    /// <inheritdoc/>
    public TimeSpan MaxStaleness => all.MaxStaleness;

    /// <inheritdoc/>
    public bool IsUpdatable => true;

    /// <summary>The next list asked for is this one.</summary>
    public void BeginWith(IReadOnlyList<Uri> gateways) => _first = [.. gateways];

    /// <inheritdoc/>
    public Task InitializeGatewayListProvider() => all.InitializeGatewayListProvider();

    /// <inheritdoc/>
    public async Task<IList<Uri>> GetGateways() => Interlocked.Exchange(ref _first, null) ?? await all.GetGateways();
}
