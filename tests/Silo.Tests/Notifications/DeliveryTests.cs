using Prebuilds.Notifications;
using Prebuilds.Storage;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Notifications;

/// <summary>Order, dead letters, and couriers that die.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task A_preset_waits_for_its_own_failures_in_order_and_for_no_other_presets()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        scene.Receiver.Answer = (post, context) =>
        {
            context.Response.StatusCode = post is { Detail: "a1", Attempt: 1 } ? 503 : 200;
            return Task.CompletedTask;
        };
        foreach (var detail in new[] { "a1", "b1", "a2", "b2", "a3" })
        {
            await scene.Happen(detail[..1], detail);
        }

        await DeliveryScene.Rest(courier);
        Assert.Equal(["a1"], scene.Details.Where(detail => detail.StartsWith('a')));
        Assert.Equal(["b1", "b2"], scene.Details.Where(detail => detail.StartsWith('b')));
        scene.Clock.Advance(TimeSpan.FromSeconds(2));
        await DeliveryScene.Rest(courier);

        Assert.Equal(["a1", "a1", "a2", "a3"], scene.Details.Where(detail => detail.StartsWith('a')));
        Assert.Equal(6, scene.Receiver.Posts.Count);
    }

    [Fact]
    public async Task A_poisoned_one_is_given_up_lets_those_behind_it_pass_and_can_be_tried_again()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        var poisoned = true;
        scene.Receiver.Answer = (post, context) =>
        {
            context.Response.StatusCode = poisoned && post.Detail == "poison" ? 400 : 200;
            return Task.CompletedTask;
        };
        await scene.Happen("a", "poison");
        await scene.Happen("a", "next");
        for (var i = 0; i < 3; i++)
        {
            await DeliveryScene.Rest(courier);
            scene.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["poison", "poison", "poison", "next"], scene.Details);
        var dead = Assert.Single(await scene.Store.ListDeadLetters(new DeadLetterQuery(null, null, 10), default));
        Assert.Equal(
            ("ops", "poison", 3, "It answered 400."), (dead.Sink, dead.Event.Detail, dead.Attempts, dead.Error));

        poisoned = false;
        Assert.Equal(1, await scene.Store.RetryDeadLetters("ops", null, scene.Clock.GetUtcNow(), default));
        await DeliveryScene.Rest(courier);
        Assert.Equal(["poison", "poison", "poison", "next", "poison"], scene.Details);
        Assert.Single(
            scene.Receiver.Posts.Where(post => post.Detail == "poison").Select(post => post.Delivery).Distinct());
        Assert.Empty(await scene.Store.ListDeadLetters(new DeadLetterQuery(null, null, 10), default));
    }

    [Fact]
    public async Task What_waits_and_what_was_given_up_is_shown_by_whoever_tells_it()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        scene.Receiver.Answer = (post, context) =>
        {
            context.Response.StatusCode = post.Detail == "poison" ? 400 : 200;
            return Task.CompletedTask;
        };
        await scene.Happen("a", "poison");
        await scene.Happen("a", "next");

        await DeliveryScene.Rest(courier);
        Assert.Equal((2, 0), Shown());
        for (var i = 0; i < 2; i++)
        {
            scene.Clock.Advance(TimeSpan.FromMinutes(1));
            await DeliveryScene.Rest(courier);
        }

        Assert.Equal((0, 1), Shown());
        await courier.Release();
        Assert.Empty(scene.Gauges());

        (int Waiting, int Dead) Shown()
        {
            var gauges = scene.Gauges();
            return (gauges["prebuilds.notifications_waiting"], gauges["prebuilds.notifications_dead"]);
        }
    }

    [Fact]
    public async Task When_a_courier_dies_another_goes_on_and_nothing_is_lost()
    {
        var (scene, dying) = await DeliveryScene.Start();
        await using var _ = scene;
        var heir = scene.Hire();
        await scene.Happen("a", "a1");
        await scene.Happen("a", "a2");
        scene.Receiver.Answer = (_, context) => Receiver.Hang(context);
        using var death = new CancellationTokenSource();
        var step = dying.Step(death.Token);
        await Eventually.Sees(() => Task.FromResult(scene.Receiver.Posts.Count), count => count == 1, "the post");
        await death.CancelAsync();
        await step;
        scene.Receiver.Refuse(200);
        await scene.Happen("a", "a3");

        await DeliveryScene.Rest(heir);
        Assert.Equal(["a1"], scene.Details);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await DeliveryScene.Rest(heir);

        Assert.Equal(["a1", "a1", "a2", "a3"], scene.Details);
        Assert.Equal(scene.Receiver.Posts[0].Delivery, scene.Receiver.Posts[1].Delivery);
    }

    [Fact]
    public async Task A_courier_that_was_frozen_past_its_lease_tells_nothing_more()
    {
        var (scene, frozen) = await DeliveryScene.Start();
        await using var _ = scene;
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        var heir = scene.Hire();
        await DeliveryScene.Rest(heir);
        await scene.Happen("a", "a1");

        await DeliveryScene.Rest(frozen);
        Assert.Empty(scene.Receiver.Posts);
        await DeliveryScene.Rest(heir);
        Assert.Equal(["a1"], scene.Details);
    }

    [Fact]
    public async Task A_courier_that_stops_lets_another_go_on_at_once()
    {
        var (scene, first) = await DeliveryScene.Start();
        await using var _ = scene;
        await scene.Happen("a", "a1");
        var second = scene.Hire();
        await DeliveryScene.Rest(second);
        Assert.Empty(scene.Receiver.Posts);

        await first.Release();
        await DeliveryScene.Rest(second);

        Assert.Equal(["a1"], scene.Details);
    }

    [Fact]
    public async Task What_arrived_while_the_store_was_away_arrives_again_under_the_same_id()
    {
        var (scene, first) = await DeliveryScene.Start();
        await using var _ = scene;
        await first.Release();
        var sinks = new UnsteadySinks(scene.Store);
        var courier = scene.Hire(sinks);
        await courier.Step(default);
        await scene.Happen("a", "a1");

        await Assert.ThrowsAsync<StorageException>(() => courier.Step(default));
        courier.Forget();
        sinks.Mended = true;
        await DeliveryScene.Rest(courier);

        Assert.Equal(["a1", "a1"], scene.Details);
        Assert.Single(scene.Receiver.Posts.Select(post => post.Delivery).Distinct());
    }

    [Fact]
    public async Task Events_that_nobody_wants_are_passed_over_and_kept_so()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        scene.Options.Webhook("ops").Kinds = [];
        await courier.Release();
        courier = scene.Hire();
        await courier.Step(default);
        for (var i = 0; i < 1200; i++)
        {
            await scene.Happen("a", $"{i}", Events.EventKind.Claimed);
        }

        await scene.Happen("a", "wanted");
        await DeliveryScene.Rest(courier);
        await courier.Release();
        await DeliveryScene.Rest(scene.Hire());

        Assert.Equal(["wanted"], scene.Details);
    }
}
