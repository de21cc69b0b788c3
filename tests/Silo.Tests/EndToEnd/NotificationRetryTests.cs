using Prebuilds.Grains;
using Prebuilds.Notifications;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Silo.Tests.Notifications;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.EndToEnd;

/// <summary>
/// A real silo on SQLite, a receiver that refuses, and an operator who tries again once it is mended.
/// </summary>
public sealed class NotificationRetryTests
{
    [Fact]
    public async Task What_was_given_up_is_listed_and_arrives_when_it_is_tried_again()
    {
        await using var receiver = await Receiver.Start();
        receiver.Refuse(400);
        await using var silo = new SiloProcess(
            ("Prebuilds__Notifications__Webhooks__ops__Url", receiver.Url),
            ("Prebuilds__Notifications__Webhooks__ops__Secret", "a secret of 16 characters"),
            ("Prebuilds__Notifications__MaxAttempts", "1"));
        await silo.Start();
        await using var client = await ClusterClient.Connect(silo);
        await Eventually.Sees(
            () => Task.FromResult(silo.Program.Printed),
            text => text.Contains("Telling ops from event"),
            "the courier's start");

        await client.Prebuilds.Loop.Pause(CancellationToken.None);
        var dead = await Eventually.Sees(
            () => client.Prebuilds.Notifications.ListDead(new DeadLetterQuery("ops", null, 10)),
            dead => dead.Length == 1,
            "the notification that was given up");
        receiver.Refuse(200);
        var outcome = await client.Prebuilds.Notifications.Retry(null, dead[0].Id);

        Assert.Equal("1 notification is tried again.", Assert.IsType<CommandOutcome.Done>(outcome).Message);
        await Eventually.Sees(() => Task.FromResult(receiver.Posts.Count), count => count == 2, "the second post");
        Assert.Equal(["paused", "paused"], receiver.Posts.Select(post => post.Detail));
        Assert.Single(receiver.Posts.Select(post => post.Delivery).Distinct());
        Assert.IsType<CommandOutcome.NotFound>(await client.Prebuilds.Notifications.Retry("ops", dead[0].Id));
    }
}
