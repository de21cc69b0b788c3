using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Events;

public sealed class MissTallyTests
{
    private readonly MissTally _tally = new();

    [Fact]
    public void A_reason_is_told_when_it_begins_and_once_a_minute_while_it_lasts()
    {
        Miss(MissReason.Empty);
        Assert.Equal(["empty: why ×1"], Tell(0));
        Assert.True(_tally.AllTold);
        Miss(MissReason.Empty, 500);
        Assert.False(_tally.AllTold);
        Assert.Empty(Tell(59));
        Assert.Equal(["empty: why ×500"], Tell(60));
        Assert.Empty(Tell(180));
        Miss(MissReason.Empty);
        Assert.Equal(["empty: why ×1"], Tell(180));
    }

    [Fact]
    public void Each_reason_has_its_own_minute_and_the_strongest_is_told_first()
    {
        Miss(MissReason.Starting);
        Assert.Equal(["starting: why ×1"], Tell(0));
        Miss(MissReason.Starting);
        Miss(MissReason.Backoff, 2);
        Assert.Equal(["backoff: why ×2"], Tell(30));
        Miss(MissReason.Backoff);
        Assert.Equal(["starting: why ×1"], Tell(60));
        Assert.Equal(["backoff: why ×1"], Tell(90));
    }

    [Fact]
    public void While_one_reason_waits_to_be_told_not_all_is_told()
    {
        Miss(MissReason.Empty);
        Assert.Equal(["empty: why ×1"], Tell(0));
        Miss(MissReason.Empty);
        Miss(MissReason.Backoff);

        Assert.True(_tally.HasNews(A.Noon));
        Assert.Equal(["backoff: why ×1"], Tell(0));
        Assert.False(_tally.HasNews(A.Noon));
        Assert.False(_tally.AllTold);
    }

    [Fact]
    public void Reasons_that_are_told_together_come_strongest_first()
    {
        Miss(MissReason.Empty);
        Miss(MissReason.Backoff);
        Miss(MissReason.Starting);

        Assert.Equal(["backoff: why ×1", "starting: why ×1", "empty: why ×1"], Tell(0));
    }

    [Fact]
    public void What_could_not_be_stored_is_told_later_with_what_came_meanwhile()
    {
        Miss(MissReason.Empty);
        Assert.Single(_tally.News(A.Noon));
        Miss(MissReason.Empty);

        Assert.True(_tally.HasNews(A.Noon));
        Assert.Equal(["empty: why ×2"], Tell(0));
        Assert.False(_tally.HasNews(A.Noon));
    }

    [Fact]
    public void What_misses_between_news_and_their_storing_is_not_forgotten()
    {
        Miss(MissReason.Empty);
        Assert.Single(_tally.News(A.Noon));
        Miss(MissReason.Empty);
        _tally.Told(A.Noon);

        Assert.Equal(["empty: why ×1"], Tell(60));
    }

    private void Miss(MissReason reason, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _tally.Add(new ClaimOutcome.NoneClaimable(reason, "why"));
        }
    }

    private List<string> Tell(int second)
    {
        var now = A.Noon.AddSeconds(second);
        var news = _tally.News(now).Select(told => $"{told.Detail} ×{told.Count}").ToList();
        _tally.Told(now);
        return news;
    }
}
