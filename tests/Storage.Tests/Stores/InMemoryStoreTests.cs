using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Templates;
using Prebuilds.Testing.Stores;

namespace Prebuilds.Storage.Tests.Stores;

/// <summary>The fake may be trusted because it keeps the same contract.</summary>
public sealed class InMemoryStoreTests : ClusterStoreContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    protected override Task<IPrebuildStore> OpenStore() => Task.FromResult<IPrebuildStore>(new InMemoryStore());

    protected override Task Spoil(TemplateVersionId version)
    {
        ((InMemoryStore)Store).Spoil(version);
        return Task.CompletedTask;
    }

    protected override Task Join(SiloIncarnation silo)
    {
        ((InMemoryStore)Store).ActiveSilos[silo] = true;
        return Task.CompletedTask;
    }

    protected override Task GiveUp(SiloIncarnation silo)
    {
        ((InMemoryStore)Store).ActiveSilos.TryRemove(silo, out _);
        return Task.CompletedTask;
    }
}
