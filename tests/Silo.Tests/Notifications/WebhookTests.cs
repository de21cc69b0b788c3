using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Prebuilds.Events;
using Prebuilds.Notifications;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Notifications;

/// <summary>One courier, one webhook, and a receiver that does what receivers do.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task The_body_is_what_the_documentation_shows()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        await scene.Happen("a", "3 creations failed in a row");
        await courier.Step(default);

        var post = Assert.Single(scene.Receiver.Posts);
        var shown = JsonNode.Parse(
            Hosting.Repository.Read("docs/notifications.md").Split("```json\n")[1].Split("\n```")[0])!;
        shown["deliveryId"] = post.Delivery;
        shown["eventId"] = long.Parse(post.Headers["Prebuilds-Event-Id"]);

        Assert.True(JsonNode.DeepEquals(shown, post.Json), $"{post.Json}");
        Assert.Equal(
            ("/hook", "application/json; charset=utf-8", 1), (post.Path, post.Headers["Content-Type"], post.Attempt));
    }

    [Fact]
    public async Task What_fails_is_tried_again_with_the_same_id_until_it_arrives()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        await scene.Happen("a", "first");
        scene.Receiver.Refuse(500);
        await DeliveryScene.Rest(courier);
        Assert.Single(scene.Receiver.Posts);

        scene.Receiver.Refuse(204);
        scene.Clock.Advance(TimeSpan.FromSeconds(2));
        await DeliveryScene.Rest(courier);
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await DeliveryScene.Rest(courier);

        Assert.Equal([1, 2], scene.Receiver.Posts.Select(post => post.Attempt));
        Assert.Single(scene.Receiver.Posts.Select(post => post.Delivery).Distinct());
    }

    [Fact]
    public async Task A_receiver_that_asks_to_wait_is_left_alone_for_so_long()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        scene.Receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        };
        await scene.Happen("a", "first");
        await DeliveryScene.Rest(courier);

        scene.Clock.Advance(TimeSpan.FromSeconds(119));
        await DeliveryScene.Rest(courier);
        Assert.Single(scene.Receiver.Posts);
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await DeliveryScene.Rest(courier);
        Assert.Equal(2, scene.Receiver.Posts.Count);
    }

    [Fact]
    public async Task A_receiver_that_hangs_is_given_up_after_the_timeout_and_asked_again()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        scene.Receiver.Answer = (_, context) => Receiver.Hang(context);
        await scene.Happen("a", "first");
        var step = courier.Step(default);
        await Eventually.Sees(() => Task.FromResult(scene.Receiver.Posts.Count), count => count == 1, "the post");
        scene.Clock.Advance(scene.Options.Timeout);
        await step;

        scene.Receiver.Refuse(200);
        scene.Clock.Advance(TimeSpan.FromSeconds(2));
        await DeliveryScene.Rest(courier);

        Assert.Equal([1, 2], scene.Receiver.Posts.Select(post => post.Attempt));
    }

    [Fact]
    public async Task Dropped_connections_and_redirects_are_failures_and_no_redirect_is_followed()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        scene.Receiver.Answer = (post, context) =>
        {
            if (post.Attempt == 1)
            {
                context.Abort();
            }
            else
            {
                context.Response.Redirect("/elsewhere", permanent: true, preserveMethod: true);
            }

            return Task.CompletedTask;
        };
        await scene.Happen("a", "first");
        await DeliveryScene.Rest(courier);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await DeliveryScene.Rest(courier);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await DeliveryScene.Rest(courier);

        Assert.Equal(
            [("/hook", 1), ("/hook", 2), ("/hook", 3)], scene.Receiver.Posts.Select(post => (post.Path, post.Attempt)));
        var dead = Assert.Single(await scene.Store.ListDeadLetters(new DeadLetterQuery("ops", null, 10), default));
        Assert.Equal("It answered 308.", dead.Error);
    }

    [Fact]
    public async Task An_endless_answer_is_not_read()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        scene.Receiver.Answer = async (_, context) =>
        {
            var piece = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece);
            }
        };
        await scene.Happen("a", "first");

        await DeliveryScene.Rest(courier);

        Assert.Empty(await scene.Store.ReadDueNotifications("ops", scene.Clock.GetUtcNow().AddDays(1), 10, default));
    }

    [Fact]
    public async Task A_template_that_stays_broken_sends_few_messages_and_one_when_it_is_well_again()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        for (var i = 0; i < 300; i++)
        {
            await scene.Happen("a", $"exit code {i}", EventKind.BuildFailed);
        }

        await DeliveryScene.Rest(courier);
        Assert.Equal(["exit code 0"], scene.Details);
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await DeliveryScene.Rest(courier);
        await scene.Happen("a", "a creation succeeded", EventKind.Recovered);
        await DeliveryScene.Rest(courier);

        Assert.Equal(
            [("exit code 0", 1), ("exit code 299", 299), ("a creation succeeded", 1)],
            scene.Receiver.Posts.Select(post => (post.Detail, (int)post.Json["count"]!)));
        Assert.Equal(301, (await scene.Store.ReadEvents(new EventQuery(1, 1000), default)).Length);
    }
}
