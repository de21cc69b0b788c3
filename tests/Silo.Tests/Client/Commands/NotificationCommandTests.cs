using Prebuilds.Events;
using Prebuilds.Notifications;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands;

public sealed class NotificationCommandTests
{
    private readonly Cli _cli = new();

    [Fact]
    public async Task Those_that_were_given_up_are_listed_with_why()
    {
        _cli.Cluster.Notifications.Dead.Add(Letter(17, "ops"));
        _cli.Cluster.Notifications.Dead.Add(Letter(18, "audit"));

        Assert.Equal(0, await _cli.Run("notification", "list", "--webhook", "ops"));

        var line = Assert.Single(
            _cli.Out.ToString().Split('\n'), line => line.Contains("17", StringComparison.Ordinal));
        Assert.Contains("go-dev/large", line, StringComparison.Ordinal);
        Assert.Contains("It answered 400.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("audit", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_tells_all_of_one()
    {
        _cli.Cluster.Notifications.Dead.Add(Letter(17, "ops"));

        await _cli.Run("notification", "list", "--output", "json");

        Reference.Shows("prebuilds notification list", _cli.Json);
    }

    [Fact]
    public async Task A_full_page_says_how_to_read_on()
    {
        _cli.Cluster.Notifications.Dead.Add(Letter(17, "ops"));

        await _cli.Run("notification", "list", "--limit", "1");

        Assert.Contains("add --after 17", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_or_those_of_a_webhook_or_all_are_tried_again()
    {
        Assert.Equal(0, await _cli.Run("notification", "retry", "17"));
        Assert.Equal(0, await _cli.Run("notification", "retry", "--webhook", "ops"));
        Assert.Equal(0, await _cli.Run("notification", "retry"));
        Assert.Equal(1, await _cli.Run("notification", "retry", "404"));

        Assert.Equal([(null, 17), ("ops", null), (null, null), (null, 404)], _cli.Cluster.Notifications.Retries);
        Assert.Contains("No notification 404", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    private static DeadLetter Letter(long id, string webhook) => new(
        id,
        webhook,
        new PrebuildEvent(
            4711,
            A.Noon,
            EventKind.BuildFailed,
            "go-dev",
            new PresetName("go-dev", "large"),
            A.Member().Id,
            null,
            "no space left",
            3),
        20,
        A.Noon.AddHours(2),
        "It answered 400.");
}
