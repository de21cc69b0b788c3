using CsCheck;
using Xunit;

namespace Prebuilds.Core.Tests.Pools;

public sealed class PoolProperties
{
    [Fact]
    public void In_whatever_order_things_end_nobody_is_handed_out_twice_and_the_pool_comes_to_the_truth() =>
        Gen.Int[0, 16 * 720].Array[0, 120].Sample(
            steps =>
            {
                var world = new PoolWorld();
                foreach (var step in steps)
                {
                    world.Step(step);
                }

                world.Settle();
            },
            iter: 3_000);
}
