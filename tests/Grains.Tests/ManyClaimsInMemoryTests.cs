using Prebuilds.Storage;
using Prebuilds.Testing;

namespace Prebuilds.Grains.Tests;

public sealed class ManyClaimsInMemoryTests : ManyClaimsTests
{
    protected override Task<IPrebuildStore> OpenStore() => Task.FromResult<IPrebuildStore>(new InMemoryStore());
}
