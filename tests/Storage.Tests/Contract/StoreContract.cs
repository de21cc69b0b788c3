using Prebuilds.Templates;

namespace Prebuilds.Storage.Tests.Contract;

/// <summary>
/// What every store promises. Each store's suite inherits all of it; each test has a store of its own, empty.
/// </summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    protected IPrebuildStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenStore();

    public abstract Task DisposeAsync();

    protected abstract Task<IPrebuildStore> OpenStore();

    /// <summary>Makes what is stored of a version's definition unreadable.</summary>
    protected abstract Task Spoil(TemplateVersionId version);
}
