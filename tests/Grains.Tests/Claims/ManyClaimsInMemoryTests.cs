using Prebuilds.Storage;
using Prebuilds.Testing.Stores;

namespace Prebuilds.Grains.Tests.Claims;

public sealed class ManyClaimsInMemoryTests : ManyClaimsTests
{
    protected override Task<IPrebuildStore> OpenStore() => Task.FromResult<IPrebuildStore>(new InMemoryStore());
}
