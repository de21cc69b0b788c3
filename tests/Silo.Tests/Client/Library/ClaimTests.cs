using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Orleans.Runtime.Messaging;
using Prebuilds.Claims;
using Prebuilds.Client;
using Prebuilds.Client.Claims;
using Prebuilds.Grains;
using Prebuilds.Grains.Presets;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Testing;
using Prebuilds.Users;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Library;

public sealed class ClaimTests
{
    private static readonly ClaimOptions Options = new("alice", "fix-login");

    private readonly FakeCluster _cluster = FakeCluster.Create();
    private readonly LeapingClock _clock = new();

    private PrebuildsClient Client => new(_cluster.Grains, _clock);

    [Fact]
    public async Task A_claim_asks_the_grain_of_its_preset_for_the_user_and_the_name()
    {
        _cluster.Preset.Then(Examples.Claimed);

        var answer = await Client.Claim(A.Preset().Name, Options);

        Assert.IsType<ClaimOutcome.Claimed>(answer.Outcome);
        Assert.Equal([A.Preset().Id.Value], _cluster.Keys);
        Assert.Equal(
            [new ClaimRequest(answer.RequestId, UserIds.FromName("alice"), "alice", "fix-login")],
            _cluster.Preset.Claims);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(SiloUnavailableException))]
    [InlineData(typeof(OrleansMessageRejectionException))]
    [InlineData(typeof(ConnectionFailedException))]
    [InlineData(typeof(GatewayTooBusyException))]
    [InlineData(typeof(StaleActivationException))]
    [InlineData(typeof(StoreUnavailableException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task When_the_way_to_the_cluster_fails_the_same_claim_is_asked_again(Type kind)
    {
        var failure = (Exception)RuntimeHelpers.GetUninitializedObject(kind);
        _cluster.Preset.ThenFail(failure).ThenFail(failure).Then(Examples.Claimed);

        var answer = await Client.Claim(A.Preset().Name, Options);

        Assert.IsType<ClaimOutcome.Claimed>(answer.Outcome);
        Assert.Equal(3, _cluster.Preset.Claims.Count);
        Assert.Single(_cluster.Preset.Claims.Distinct());
        Assert.Equal([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)], _clock.Waits);
    }

    [Fact]
    public async Task A_cluster_that_stays_away_is_asked_for_twenty_seconds_and_the_failure_names_the_request_id()
    {
        _cluster.Preset.ThenFail(new SiloUnavailableException("gone"));

        var failure = await Assert.ThrowsAsync<ClaimUnansweredException>(
            () => Client.Claim(A.Preset().Name, Options with { RequestId = "r1" }));

        Assert.Equal("r1", failure.RequestId);
        Assert.Contains("r1", failure.Message, StringComparison.Ordinal);
        var asked = _clock.GetUtcNow() - A.Noon;
        Assert.InRange(asked, TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(20));
        Assert.Single(_cluster.Preset.Claims.Distinct());
    }

    [Fact]
    public async Task Only_its_caller_cancels_a_claim()
    {
        using var stop = new CancellationTokenSource();
        _cluster.Preset.ThenFail(new OperationCanceledException());

        var unanswered = await Assert.ThrowsAsync<ClaimUnansweredException>(
            () => Client.Claim(A.Preset().Name, Options, stop.Token));
        await stop.CancelAsync();

        Assert.IsType<TimeoutException>(unanswered.InnerException);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Client.Claim(A.Preset().Name, Options, stop.Token));
    }

    [Fact]
    public async Task A_failure_behind_the_grain_is_not_repeated_but_also_names_the_request_id()
    {
        _cluster.Preset.ThenFail(new SocketException((int)SocketError.ConnectionReset));

        var failure = await Assert.ThrowsAsync<ClaimUnansweredException>(
            () => Client.Claim(A.Preset().Name, Options with { RequestId = "r1" }));

        Assert.Equal("r1", failure.RequestId);
        Assert.Single(_cluster.Preset.Claims);
    }

    [Fact]
    public async Task Busy_after_a_try_without_an_answer_says_nothing_and_the_claim_is_asked_again()
    {
        _cluster.Preset.ThenFail(new TimeoutException()).Then(Examples.Miss(MissReason.Busy))
            .Then(Examples.Miss(MissReason.Busy)).Then(Examples.Claimed);

        var answer = await Client.Claim(A.Preset().Name, Options);

        Assert.IsType<ClaimOutcome.Claimed>(answer.Outcome);
        Assert.Equal(4, _cluster.Preset.Claims.Count);
        Assert.Single(_cluster.Preset.Claims.Distinct());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_cluster_that_stays_busy_after_a_try_without_an_answer_leaves_the_claim_unanswered(int wait)
    {
        _cluster.Preset.ThenFail(new TimeoutException()).Then(Examples.Miss(MissReason.Busy));

        var failure = await Assert.ThrowsAsync<ClaimUnansweredException>(() => Client.Claim(
            A.Preset().Name, Options with { RequestId = "r1", Wait = TimeSpan.FromSeconds(wait) }));

        Assert.Equal("r1", failure.RequestId);
        Assert.InRange(_clock.GetUtcNow() - A.Noon, TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Busy_is_a_miss_like_others_when_every_try_was_answered_and_so_is_what_follows_a_look()
    {
        _cluster.Preset.Then(Examples.Miss(MissReason.Busy));
        Assert.Equal(Examples.Miss(MissReason.Busy), (await Client.Claim(A.Preset().Name, Options)).Outcome);

        _cluster.Preset.ThenFail(new TimeoutException()).Then(Examples.Miss(MissReason.Empty))
            .Then(Examples.Miss(MissReason.Busy));
        var waited = await Client.Claim(A.Preset().Name, Options with { Wait = TimeSpan.FromSeconds(1) });
        Assert.Equal(Examples.Miss(MissReason.Busy), waited.Outcome);
    }

    [Fact]
    public async Task A_miss_is_answered_at_once_without_a_wait()
    {
        _cluster.Preset.Then(Examples.Miss(MissReason.Starting));

        var answer = await Client.Claim(A.Preset().Name, Options);

        Assert.Equal(Examples.Miss(MissReason.Starting), answer.Outcome);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task A_wait_asks_again_in_growing_steps_under_the_same_request_id_until_one_is_claimable()
    {
        for (var i = 0; i < 6; i++)
        {
            _cluster.Preset.Then(Examples.Miss(MissReason.Empty));
        }

        _cluster.Preset.Then(Examples.Claimed);

        var answer = await Client.Claim(A.Preset().Name, Options with { Wait = TimeSpan.FromSeconds(30) });

        Assert.IsType<ClaimOutcome.Claimed>(answer.Outcome);
        Assert.Single(_cluster.Preset.Claims.Distinct());
        Assert.Equal([100, 200, 400, 800, 1000, 1000], _clock.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task A_wait_ends_at_its_deadline_with_one_last_question()
    {
        _cluster.Preset.Then(Examples.Miss(MissReason.Backoff));

        var answer = await Client.Claim(A.Preset().Name, Options with { Wait = TimeSpan.FromSeconds(2) });

        Assert.Equal(Examples.Miss(MissReason.Backoff), answer.Outcome);
        Assert.Equal([100, 200, 400, 800, 500], _clock.Waits.Select(wait => wait.TotalMilliseconds));
        Assert.Equal(6, _cluster.Preset.Claims.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_no_waiting_cures_is_answered_at_once(int which)
    {
        ClaimOutcome[] incurable =
        [
            Examples.Miss(MissReason.Inactive),
            new ClaimOutcome.NameTaken("fix-login"),
            new ClaimOutcome.NotSupported(),
            new ClaimOutcome.PresetUnknown(),
        ];
        _cluster.Preset.Then(incurable[which]);

        var answer = await Client.Claim(A.Preset().Name, Options with { Wait = TimeSpan.FromSeconds(30) });

        Assert.Equal(incurable[which], answer.Outcome);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task A_claim_that_breaks_the_rules_is_never_asked()
    {
        var wrong = Options with { RequestId = "" };

        await Assert.ThrowsAsync<ArgumentException>(() => Client.Claim(A.Preset().Name, wrong));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.Claim(A.Preset().Name, Options with { Name = "a b" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Client.Claim(A.Preset().Name, Options with { Wait = TimeSpan.FromDays(2) }));
        Assert.Empty(_cluster.Preset.Claims);
    }

    [Fact]
    public void Two_claims_have_two_request_ids() =>
        Assert.NotEqual(new ClaimOptions("alice", "a").RequestId, new ClaimOptions("alice", "a").RequestId);

    [Theory]
    [InlineData("go-dev/large", true)]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057", true)]
    [InlineData("go-dev", false)]
    [InlineData("go-dev/large/x", false)]
    [InlineData("", false)]
    public void A_preset_is_addressed_by_full_name_or_by_id(string text, bool isPreset)
    {
        Assert.Equal(isPreset, PresetReference.TryParse(text, out var preset));
        Assert.Equal(isPreset ? text : new PresetId(Guid.Empty).ToString(), preset.ToString());
    }
}
