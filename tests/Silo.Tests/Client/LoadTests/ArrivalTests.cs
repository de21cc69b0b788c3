using Prebuilds.Client.LoadTests;
using Prebuilds.Client.LoadTests.Arrivals;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.LoadTests;

public sealed class ArrivalTests
{
    [Fact]
    public void Constant_arrivals_have_equal_gaps() =>
        Assert.Equal([0, 0.25, 0.5, 0.75], Take(new ConstantArrivals(4), 4));

    [Fact]
    public void Bursts_come_at_once_and_keep_the_rate() =>
        Assert.Equal([0, 0, 0, 0.5, 0.5, 0.5, 1], Take(new BurstArrivals(6, 3), 7));

    [Theory]
    [InlineData(10, 90)]
    [InlineData(90, 10)]
    [InlineData(50, 50)]
    public void A_ramp_has_the_mean_rate_on_the_way_and_its_last_one_after_it(double from, double to)
    {
        var arrivals = Take(new RampArrivals(from, to, 10), 1000);

        Assert.Equal(500, arrivals.Count(at => at < 10 - 1e-9));
        var half = arrivals.Count(at => at < 5 - 1e-9);
        Assert.InRange(half, (from + ((to - from) / 4)) * 5, ((from + ((to - from) / 4)) * 5) + 1);
        Assert.Equal(10 + (499 / to), arrivals[^1], 1e-6);
        Assert.Equal(arrivals.Order(), arrivals);
    }

    [Fact]
    public void Poisson_arrivals_have_exponential_gaps_of_the_mean()
    {
        var arrivals = Take(new PoissonArrivals(100, new Chance(1)), 100_000);
        var gaps = arrivals.Zip(arrivals.Skip(1), (one, next) => next - one).ToList();

        Assert.InRange(gaps.Average(), 0.0098, 0.0102);
        Assert.InRange(gaps.Count(gap => gap > 0.01) / 100_000.0, Math.Exp(-1) - 0.01, Math.Exp(-1) + 0.01);
        Assert.All(gaps, gap => Assert.True(gap >= 0));
    }

    [Fact]
    public void The_seed_decides()
    {
        Assert.Equal(
            Take(new PoissonArrivals(9, new Chance(7)), 100), Take(new PoissonArrivals(9, new Chance(7)), 100));
        Assert.NotEqual(
            Take(new PoissonArrivals(9, new Chance(7)), 100), Take(new PoissonArrivals(9, new Chance(8)), 100));
    }

    private static List<double> Take(ArrivalProcess arrivals, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => arrivals.Next())];
}
