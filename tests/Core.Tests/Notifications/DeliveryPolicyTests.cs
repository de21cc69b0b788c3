using Prebuilds.Notifications;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Notifications;

public sealed class DeliveryPolicyTests
{
    [Theory]
    [InlineData(1, null, 0, 2)]
    [InlineData(1, null, 1, 1)]
    [InlineData(2, null, 0, 4)]
    [InlineData(9, null, 0, 512)]
    [InlineData(10, null, 0, 600)]
    [InlineData(99, null, 0, 600)]
    [InlineData(99, null, 0.5, 450)]
    [InlineData(1, 30, 0, 30)]
    [InlineData(10, 30, 0, 600)]
    [InlineData(1, 86_400, 0, 3600)]
    [InlineData(1, -5, 0, 2)]
    public void It_waits_ever_longer_and_at_least_as_long_as_asked(int attempts, int? asked, double chance, int seconds)
    {
        TimeSpan? retryAfter = asked is { } s ? TimeSpan.FromSeconds(s) : null;

        Assert.Equal(A.Noon.AddSeconds(seconds), new DeliveryPolicy(100).NextTry(attempts, retryAfter, chance, A.Noon));
    }

    [Fact]
    public void After_the_last_attempt_there_is_no_other() =>
        Assert.Equal(
            [true, false],
            new[] { 19, 20 }.Select(attempts => new DeliveryPolicy(20).NextTry(attempts, null, 0, A.Noon) is not null));
}
