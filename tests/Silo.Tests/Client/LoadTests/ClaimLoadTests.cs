using Prebuilds.Claims;
using Prebuilds.Client;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Client.LoadTests.Arrivals;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Client.LoadTests.Loops;
using Prebuilds.Client.LoadTests.Running;
using Prebuilds.Silo.Tests.Client.Fakes;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.LoadTests;

public sealed class ClaimLoadTests : IDisposable
{
    private static readonly LoadSettings Settings = new()
    {
        Presets = [PresetReference.Parse("go-dev/large"), PresetReference.Parse("go-dev/small")],
        Run = "test",
        Seed = 7,
        Callers = 1,
        Count = 200,
    };

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"prebuilds-{Guid.NewGuid():N}.jsonl");
    private readonly FakeCluster _cluster = FakeCluster.Create();
    private readonly LeapingClock _clock = new();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_seed_decides_the_plan_and_every_new_claim_has_an_id_of_its_own()
    {
        var settings = Settings with { RepeatPercent = 30, DeletePercent = 10 };
        var claims = Plan(settings, caller: 0);

        Assert.Equal(claims, Plan(settings, caller: 0));
        Assert.NotEqual(claims, Plan(settings, caller: 1));
        Assert.NotEqual(claims, Plan(settings with { Seed = 8 }, caller: 0));
        var fresh = claims.Where(claim => claim.Attempt == 1).ToList();
        Assert.Equal(fresh.Count, fresh.Select(claim => claim.Request).Distinct().Count());
        Assert.InRange(claims.Count - fresh.Count, 250, 350);
        Assert.InRange(fresh.Count(claim => claim.Deletes), 40, 100);
        Assert.Equal(2, fresh.Select(claim => claim.Preset).Distinct().Count());
    }

    [Fact]
    public async Task A_closed_loop_makes_as_many_claims_as_told_and_records_each()
    {
        _cluster.Preset.Then(Examples.Claimed);

        var tally = await Run(Settings);

        Assert.Equal((200, 0, 0), (tally.Calls, tally.UnknownCalls, tally.Unsent));
        Assert.Equal(200, tally.Latencies[LoadOutcome.Claimed].TotalCount);
        Assert.Equal(_cluster.Preset.Claims.Select(it => it.RequestId), Lines().Select(it => it.Request));
    }

    [Fact]
    public async Task A_call_without_an_answer_is_unknown_and_made_again_under_its_id()
    {
        _cluster.Preset.ThenFail(new TimeoutException("late")).ThenFail(new InvalidOperationException("?"))
            .Then(Examples.Claimed);

        var tally = await Run(Settings with { Count = 1 });

        Assert.Equal((3, 2), (tally.Calls, tally.UnknownCalls));
        Assert.Equal(1, Assert.Single(tally.Latencies).Value.TotalCount);
        Assert.Equal(
            [HistoryOutcome.Unknown, HistoryOutcome.Unknown, HistoryOutcome.Claimed], Lines().Select(it => it.Outcome));
        Assert.Equal([1, 2, 3], Lines().Select(it => it.Attempt));
        Assert.Single(Lines().Select(it => it.Request).Distinct());
        Assert.Equal("TimeoutException: late", Lines()[0].Error);
    }

    [Fact]
    public async Task Busy_after_a_call_without_an_answer_says_nothing_and_the_call_is_made_again()
    {
        _cluster.Preset.ThenFail(new TimeoutException("late")).Then(Examples.Miss(MissReason.Busy))
            .Then(Examples.Claimed);

        var tally = await Run(Settings with { Count = 1 });

        Assert.Equal((3, 1), (tally.Calls, tally.UnknownCalls));
        Assert.Equal(LoadOutcome.Claimed, Assert.Single(tally.Latencies).Key);
        Assert.Equal("busy", Lines()[1].Reason);
    }

    [Fact]
    public async Task A_cluster_that_stays_busy_after_a_call_without_an_answer_leaves_its_outcome_unknown()
    {
        _cluster.Preset.ThenFail(new TimeoutException("late")).Then(Examples.Miss(MissReason.Busy));

        var tally = await Run(Settings with { Count = 1 });

        Assert.Equal(LoadOutcome.Unknown, Assert.Single(tally.Latencies).Key);
        Assert.True(Lines()[^1].End - Lines()[0].Start > CallRetry.Budget);
    }

    [Fact]
    public async Task Busy_ends_a_call_whose_every_try_was_answered()
    {
        _cluster.Preset.Then(Examples.Miss(MissReason.Busy));

        var tally = await Run(Settings with { Count = 1 });

        Assert.Equal((1, LoadOutcome.NoneClaimable), (tally.Calls, Assert.Single(tally.Latencies).Key));
    }

    [Fact]
    public async Task A_granted_workspace_is_deleted_when_the_plan_says_so()
    {
        _cluster.Preset.Then(Examples.Claimed);

        var tally = await Run(Settings with { Count = 1, DeletePercent = 100 });

        var deletion = Lines()[1];
        Assert.Equal(
            (HistoryOperation.Delete, HistoryOutcome.Done, Lines()[0].Workspace),
            (deletion.Operation, deletion.Outcome, deletion.Workspace));
        Assert.Equal($"delete {deletion.Workspace}", Assert.Single(_cluster.Preset.Commands));
        Assert.Equal(1, tally.Latencies[LoadOutcome.Deleted].TotalCount);
    }

    [Fact]
    public async Task An_open_loop_counts_what_it_did_not_send_and_measures_from_the_intended_instant()
    {
        var gate = new TaskCompletionSource();
        _cluster.Preset.Then(Examples.Miss(MissReason.Empty)).Gate = gate.Task;
        _clock.OnWait = _ =>
        {
            if (_clock.GetUtcNow() > Drawn.At(30))
            {
                gate.TrySetResult();
            }
        };

        var tally = await Run(Settings with
        {
            Arrivals = new ArrivalSettings { Kind = ArrivalKind.Burst, Rate = 10, BurstSize = 20, MaxInFlight = 3 },
            Count = 20,
        });

        Assert.Equal((3, 17), (tally.Calls, tally.Unsent));
        Assert.All(Lines(), line => Assert.True(line.Intended <= line.Start && line.End > Drawn.At(30)));
        Assert.True(tally.Latencies[LoadOutcome.NoneClaimable].GetValueAtPercentile(50) > 29_000_000);
    }

    [Fact]
    public async Task An_interrupted_run_records_the_calls_in_flight_as_unknown()
    {
        using var stop = new CancellationTokenSource();
        _cluster.Preset.Then(Examples.Claimed).Gate = new TaskCompletionSource().Task;
        _clock.OnWait = _ =>
        {
            if (_cluster.Preset.Claims.Count == 1)
            {
                stop.Cancel();
            }
        };

        var tally = await Run(Settings, stop.Token);

        Assert.Equal((1, 1), (tally.Calls, tally.UnknownCalls));
        Assert.Equal(("interrupted", HistoryOutcome.Unknown), (Lines()[0].Error, Lines()[0].Outcome));
    }

    private static List<PlannedClaim> Plan(LoadSettings settings, int caller)
    {
        var plan = new ClaimPlan(settings, caller);
        return [.. Enumerable.Range(0, 1000).Select(_ => plan.Next())];
    }

    private async Task<LoadTally> Run(LoadSettings settings, CancellationToken stop = default)
    {
        using var history = new HistoryWriter(_file);
        return await new ClaimLoad(_cluster.Grains, settings, _clock).Run(history, stop);
    }

    private List<HistoryLine> Lines()
    {
        using var lines = new StreamReader(_file);
        return [.. HistoryReader.Read(lines, _file).Select(reading => reading.Line!)];
    }
}
