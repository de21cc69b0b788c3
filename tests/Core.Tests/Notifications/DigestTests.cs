using Prebuilds.Events;
using Prebuilds.Notifications;
using Prebuilds.Presets;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Notifications;

/// <summary>
/// Events as words, each at a minute: <c>3:large!no disk</c> is a failed build of go-dev/large, <c>+</c> a recovery,
/// <c>~</c> a miss, <c>^</c> another version, <c>=</c> a claim; <c>|</c> ends a reading of events, at the minute that
/// follows it. What is told is written the same, with its count.
/// </summary>
public sealed class DigestTests
{
    [Theory]
    [InlineData("0:a=x 1:a=y |1", "a=x1 a=y1")]
    [InlineData("0:a!e |0", "a!e1")]
    [InlineData("0:a!e 1:a!e 2:a!e |3", "a!e1")]
    [InlineData("0:a!e |0 1:a!e |1 2:a!e |2", "a!e1")]
    [InlineData("0:a!e 1:b!e |1", "a!e1 b!e1")]
    [InlineData("0:a!e 1:a!f 2:a!e 3:a!f |3", "a!e1 a!f1")]
    [InlineData("0:a!disk-1 1:a!disk-2 |1", "a!disk-11")]
    [InlineData("0:a!e 1:a!e 2:a!e |60", "a!e1 a!e2")]
    [InlineData("0:a!e 1:a!e |60 61:a!e 62:a!e |120", "a!e1 a!e1 a!e2")]
    [InlineData("0:a!e |60 61:a!e |61", "a!e1 a!e1")]
    [InlineData("0:a!e 1:a!e 2:a!e 3:a+ok |3", "a!e1 a!e2 a+ok1")]
    [InlineData("0:a!e 1:a+ok 2:a!e |2", "a!e1 a+ok1 a!e1")]
    [InlineData("0:a!e 1:b+ok 2:a!e |2", "a!e1 b+ok1")]
    [InlineData("0:a!e 1:a!e 2:^v2 3:a!e |3", "a!e1 a!e1 ^v21 a!e1")]
    [InlineData("0:a~empty 1:a~empty 2:a+ok 3:a~empty |60", "a~empty1 a+ok1 a~empty2")]
    public void Many_events_make_few_notifications(string events, string told) => Assert.Equal(told, Told(events));

    [Fact]
    public void Hundreds_of_failures_are_one_message_an_hour()
    {
        var events = string.Join(' ', Enumerable.Range(0, 300).Select(i => $"{i / 10}:a!exit-{i}"));

        Assert.Equal("a!exit-01 a!exit-299299 a+ok1", Told($"{events} |60 61:a+ok |61"));
    }

    [Fact]
    public void A_preset_whose_errors_all_differ_makes_no_more_messages_than_the_limit()
    {
        string[] words =
        [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ];
        var events = string.Join(' ', words.Select(word => $"0:a!{word}"));

        var told = Told($"{events} |0").Split(' ');

        Assert.Equal(Digest.MaxPerSubject + 1, told.Length);
        Assert.Equal("a!nine1", told[^1]);
    }

    [Fact]
    public void What_is_remembered_has_a_limit_and_nothing_is_lost_by_it()
    {
        var events = Enumerable.Range(0, Digest.MaxRepeats + 10)
            .SelectMany(i => (PrebuildEvent[])[Event($"0:p{i}!e"), Event($"0:p{i}!e")]);

        var (after, told) = Digest.Empty.Take(events, A.Noon, TimeSpan.FromHours(1));

        Assert.Equal(Digest.MaxRepeats, after.Repeats.Length);
        Assert.Equal(2 * (Digest.MaxRepeats + 10), told.Sum(it => it.Event.Count) + after.Repeats.Sum(it => it.Untold));
    }

    [Fact]
    public void Of_several_the_first_instant_and_the_newest_event_are_told()
    {
        var (_, told) = Digest.Empty.Take(
            [Event("0:a!e"), Event("1:a!e"), Event("2:a!e")], A.Noon.AddHours(1), TimeSpan.FromHours(1));

        Assert.Equal(
            (A.Noon.AddMinutes(1), A.Noon.AddMinutes(2), 2), (told[^1].Since, told[^1].Event.At, told[^1].Event.Count));
    }

    private static string Told(string sketch)
    {
        var digest = Digest.Empty;
        var told = new List<string>();
        var events = new List<PrebuildEvent>();
        foreach (var word in sketch.Split(' '))
        {
            if (!word.StartsWith('|'))
            {
                events.Add(Event(word));
                continue;
            }

            var (after, notifications) = digest.Take(
                events, A.Noon.AddMinutes(int.Parse(word[1..])), TimeSpan.FromHours(1));
            told.AddRange(notifications.Select(Word));
            (digest, events) = (after, []);
        }

        return string.Join(' ', told);
    }

    private static PrebuildEvent Event(string word)
    {
        var (at, what) = (word.Split(':')[0], word.Split(':')[1]);
        var sign = what.IndexOfAny([.. Signs.Keys]);
        PresetName? preset = sign > 0 ? new PresetName("go-dev", what[..sign]) : null;
        return new PrebuildEvent(
            0, A.Noon.AddMinutes(int.Parse(at)), Signs[what[sign]], "go-dev", preset, null, null, what[(sign + 1)..]);
    }

    private static string Word(Notification told)
    {
        var sign = Signs.First(sign => sign.Value == told.Event.Kind).Key;
        return $"{told.Event.Preset?.Preset}{sign}{told.Event.Detail}{told.Event.Count}";
    }

    private static readonly Dictionary<char, EventKind> Signs = new()
    {
        ['!'] = EventKind.BuildFailed,
        ['+'] = EventKind.Recovered,
        ['~'] = EventKind.Missed,
        ['^'] = EventKind.VersionActivated,
        ['='] = EventKind.Claimed,
    };
}
