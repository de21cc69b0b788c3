using Prebuilds.Schedules;
using Xunit;

namespace Prebuilds.Core.Tests.Schedules;

public sealed class TimeZonesTests
{
    [Fact]
    public void This_machine_has_the_database_that_the_other_tests_need() =>
        Assert.True(TimeZones.HaveData, "Install the package tzdata.");

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/GMT+5")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Argentina/Buenos_Aires")]
    public void A_zone_is_found_by_its_name(string name) => Assert.NotNull(TimeZones.Find(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Nowhere/Atlantis")]
    [InlineData("Eastern Standard Time")]
    [InlineData("Europe")]
    [InlineData("Europe/")]
    [InlineData("Europe//Berlin")]
    public void What_is_no_zone_is_not_found(string? name) => Assert.Null(TimeZones.Find(name));

    [Theory]
    [InlineData("europe/berlin")]
    [InlineData("EUROPE/BERLIN")]
    [InlineData("utc")]
    public void Letter_case_counts_whatever_was_asked_before(string name)
    {
        Assert.NotNull(TimeZones.Find("Europe/Berlin"));
        Assert.Null(TimeZones.Find(name));
    }

    [Theory]
    [InlineData("/etc/localtime")]
    [InlineData("../zoneinfo/UTC")]
    [InlineData("Europe/../UTC")]
    [InlineData("/dev/zero")]
    [InlineData("localtime")]
    [InlineData("posixrules")]
    [InlineData("UTC\0")]
    [InlineData("E\0")]
    [InlineData("Europe/Berlin ")]
    public void A_path_or_the_machines_own_zone_is_not_taken(string name) => Assert.Null(TimeZones.Find(name));
}
