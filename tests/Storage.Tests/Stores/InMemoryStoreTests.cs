using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Stores;

/// <summary>The fake may be trusted because it keeps the same contract.</summary>
public sealed class InMemoryStoreTests : StoreContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override Task<IPrebuildStore> OpenStore() => Task.FromResult<IPrebuildStore>(new InMemoryStore());
}
