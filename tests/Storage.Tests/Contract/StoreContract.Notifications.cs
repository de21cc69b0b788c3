using System.Collections.Immutable;
using Prebuilds.Events;
using Prebuilds.Notifications;
using Prebuilds.Presets;
using Prebuilds.Storage.Notifications;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private static readonly DateTimeOffset Later = A.Noon.AddMinutes(1);

    private INotificationStore Sinks => (INotificationStore)Store;

    [Fact]
    public async Task One_holder_works_for_a_sink_until_its_lease_is_over()
    {
        var (mine, other) = (Lease("a"), Lease("b"));

        Assert.NotNull(await Sinks.HoldSink(mine, A.Noon, default));
        Assert.Null(await Sinks.HoldSink(other, A.Noon, default));
        Assert.NotNull(await Sinks.HoldSink(mine with { Until = Later.AddMinutes(1) }, A.Noon, default));
        Assert.Null(await Sinks.HoldSink(other, Later, default));
        Assert.NotNull(await Sinks.HoldSink(other with { Until = Later.AddMinutes(9) }, Later.AddMinutes(1), default));
        Assert.Null(await Sinks.HoldSink(mine, Later.AddMinutes(1), default));
        Assert.NotNull(await Sinks.HoldSink(Lease("a", "another sink"), A.Noon, default));
    }

    [Fact]
    public async Task Of_many_who_want_a_sink_at_once_one_gets_it()
    {
        var held = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            Sinks.HoldSink(Lease($"{i}"), A.Noon, default))));

        Assert.Single(held, state => state is not null);
    }

    [Fact]
    public async Task A_new_sink_begins_behind_the_newest_event_and_keeps_its_place_and_its_digest()
    {
        await Store.WriteSettings(new(true, null), default);
        var last = (await Store.ReadEvents(new EventQuery(null, 1), default))[0].Id;
        var begun = await Sinks.HoldSink(Lease("a"), A.Noon, default);
        var (digest, _) = Digest.Empty.Take([Told(5), Told(6)], A.Noon, TimeSpan.FromHours(1));
        Assert.True(await Sinks.QueueNotifications(new(Lease("a"), last, last + 7, digest, [], A.Noon), default));

        var found = await Sinks.HoldSink(Lease("b"), Later, default);

        Assert.Equal((last, 0), (begun!.Cursor, begun.Waiting));
        Assert.Empty(begun.Digest.Repeats);
        Assert.Equal(last + 7, found!.Cursor);
        Assert.Equal(digest.Repeats.AsEnumerable(), found.Digest.Repeats);
    }

    [Fact]
    public async Task Whoever_lost_the_lease_or_the_place_writes_nothing()
    {
        var begun = await Sinks.HoldSink(Lease("a"), A.Noon, default);
        var advance = Advance("a", begun!.Cursor, Told(1));
        Assert.True(await Sinks.QueueNotifications(advance, default));
        Assert.False(await Sinks.QueueNotifications(advance, default));
        await Sinks.HoldSink(Lease("b"), Later, default);
        var waiting = await Due();

        Assert.False(await Sinks.QueueNotifications(Advance("a", begun.Cursor + 1, Told(2)), default));
        Assert.False(await Settle("a", new DeliveryEnd.Delivered(waiting[0].Id)));

        Assert.Equal(waiting.AsEnumerable(), await Due());
        Assert.True(await Settle("b", new DeliveryEnd.Delivered(waiting[0].Id)));
        Assert.Empty(await Due());
    }

    [Fact]
    public async Task A_notification_comes_back_as_it_was_queued()
    {
        var begun = await Sinks.HoldSink(Lease("a"), A.Noon, default);
        var full = Told(1) with { Workspace = A.Member().Id, Actor = "ada", Count = 3 };
        var bare = new PrebuildEvent(2, A.Noon, EventKind.LoopChanged, null, null, null, null, null);
        var advance = Advance("a", begun!.Cursor, full, bare);
        await Sinks.QueueNotifications(advance, default);

        var due = await Due();

        Assert.Equal(advance.Notifications.Select(it => it.Notification), due.Select(it => it.Notification));
        Assert.Equal(advance.Notifications.Select(it => it.Delivery), due.Select(it => it.Delivery));
        Assert.Equal(2, (await Sinks.HoldSink(Lease("a"), A.Noon, default))!.Waiting);
        Assert.Equal(
            [full], (await Sinks.ReadDueNotifications("ops", A.Noon, 1, default)).Select(it => it.Notification.Event));
    }

    [Fact]
    public async Task One_that_waits_for_its_next_try_holds_up_those_of_its_subject_and_no_others()
    {
        var begun = await Sinks.HoldSink(Lease("a"), A.Noon, default);
        await Sinks.QueueNotifications(
            Advance(
                "a", begun!.Cursor, Told(1, "large"), Told(2, "small"), Told(3, "large"), Told(4, "small")), default);
        var first = await Due();

        await Settle(
            "a", new DeliveryEnd.Again(first[0].Id, Later, "it answered 500"), new DeliveryEnd.Delivered(first[1].Id));

        Assert.Equal([4], Ids(await Due()));
        Assert.Equal([1, 3, 4], Ids(await Due(Later)));
        Assert.Equal([1, 0, 0], (await Due(Later)).Select(it => it.Attempts));
    }

    [Fact]
    public async Task One_that_is_given_up_is_listed_out_of_the_way_and_can_be_tried_again()
    {
        var begun = await Sinks.HoldSink(Lease("a"), A.Noon, default);
        await Sinks.QueueNotifications(Advance("a", begun!.Cursor, Told(1), Told(2), Told(3)), default);
        var first = await Due();
        await Settle(
            "a", new DeliveryEnd.Dead(first[0].Id, "gone"), new DeliveryEnd.Dead(first[2].Id, "it answered 400\0"));

        Assert.Equal([2], Ids(await Due()));
        var state = await Sinks.HoldSink(Lease("a"), A.Noon, default);
        Assert.Equal((1, 2), (state!.Waiting, state.Dead));
        var dead = await Sinks.ListDeadLetters(new DeadLetterQuery("ops", null, 10), default);
        Assert.Equal([(1L, 1, "gone", A.Noon), (3L, 1, "it answered 400\uFFFD", A.Noon)],
            dead.Select(it => (it.Event.Id, it.Attempts, it.Error, it.DiedAt)));
        Assert.Equal(dead.Skip(1), await Sinks.ListDeadLetters(new DeadLetterQuery(null, dead[0].Id, 10), default));
        Assert.Empty(await Sinks.ListDeadLetters(new DeadLetterQuery("others", null, 10), default));

        Assert.Equal(0, await Sinks.RetryDeadLetters("others", null, Later, default));
        Assert.Equal(1, await Sinks.RetryDeadLetters(null, dead[0].Id, Later, default));
        Assert.Equal(0, await Sinks.RetryDeadLetters(null, dead[0].Id, Later, default));
        Assert.Equal([1, 2], Ids(await Due(Later)));
        Assert.Equal(1, await Sinks.RetryDeadLetters("ops", null, Later, default));
        Assert.Equal([1, 2, 3], Ids(await Due(Later)));
        Assert.All(await Due(Later), it => Assert.Equal(0, it.Attempts));
    }

    [Fact]
    public async Task Old_dead_ones_are_pruned_and_all_of_a_sink_that_nobody_works_for()
    {
        var begun = await Sinks.HoldSink(Lease("a"), A.Noon, default);
        await Sinks.QueueNotifications(Advance("a", begun!.Cursor, Told(1), Told(2)), default);
        await Settle("a", new DeliveryEnd.Dead((await Due())[0].Id, "gone"));

        await Store.Prune(A.Noon, default);
        Assert.Single(await Sinks.ListDeadLetters(new DeadLetterQuery(null, null, 10), default));
        await Sinks.HoldSink(Lease("a") with { Until = A.Noon.AddDays(1) }, A.Noon, default);
        await Store.Prune(A.Noon.AddHours(1), default);
        Assert.Empty(await Sinks.ListDeadLetters(new DeadLetterQuery(null, null, 10), default));
        Assert.Equal([2], Ids(await Due()));

        await Store.Prune(A.Noon.AddDays(2), default);
        Assert.Empty(await Due());
        Assert.Equal(0, (await Sinks.HoldSink(Lease("b"), A.Noon.AddDays(3), default))!.Waiting);
    }

    private static SinkLease Lease(string holder, string sink = "ops") => new(sink, A.Id(holder), Later);

    private static SinkAdvance Advance(string holder, long seen, params PrebuildEvent[] events) => new(
        Lease(holder),
        seen,
        seen + 1,
        Digest.Empty,
        [.. events.Select(told => (A.Id($"{told.Id}"), Notification.Of(told)))],
        A.Noon);

    private static PrebuildEvent Told(long id, string preset = "large") => new(
        id,
        A.Noon.AddSeconds(id),
        EventKind.BuildFailed,
        "go-dev",
        new PresetName("go-dev", preset),
        null,
        null,
        "no disk");

    private Task<ImmutableArray<QueuedNotification>> Due(DateTimeOffset? now = null) =>
        Sinks.ReadDueNotifications("ops", now ?? A.Noon, 100, default);

    private Task<bool> Settle(string holder, params DeliveryEnd[] ends) =>
        Sinks.SettleNotifications(new SinkSettlement(Lease(holder), [.. ends], A.Noon), default);

    private static IEnumerable<long> Ids(ImmutableArray<QueuedNotification> due) =>
        due.Select(it => it.Notification.Event.Id);
}
