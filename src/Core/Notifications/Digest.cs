using System.Collections.Immutable;
using Prebuilds.Events;

namespace Prebuilds.Notifications;

/// <summary>
/// Makes few notifications of many events. The first failure of its kind is told at once; those alike (same preset,
/// same error but for numbers) are counted, and told as one when the window is over, when the preset recovers, or when
/// its template has another version. The counts of all that is told add up to all that happened. Pure.
/// </summary>
/// <param name="Repeats">What has happened within the window, oldest first.</param>
public sealed record Digest(ImmutableArray<Repeat> Repeats)
{
    /// <summary>Most different errors of one preset and kind; further ones count as the same.</summary>
    public const int MaxPerSubject = 8;

    /// <summary>Most repeats that are remembered; then the oldest is told and forgotten.</summary>
    public const int MaxRepeats = 256;

    /// <summary>The shape of errors beyond <see cref="MaxPerSubject"/>.</summary>
    private const string AnyOther = "*";

    /// <summary>Nothing has happened.</summary>
    public static Digest Empty { get; } = new([]);

    /// <summary>Takes events, and tells what is to be told now.</summary>
    /// <param name="events">Events that follow those taken before.</param>
    /// <param name="now">The instant.</param>
    /// <param name="window">How long what happens again is only counted.</param>
    /// <returns>The digest from now on, and what to tell, in order.</returns>
    public (Digest After, ImmutableArray<Notification> Notifications) Take(
        IEnumerable<PrebuildEvent> events, DateTimeOffset now, TimeSpan window)
    {
        var open = Repeats.ToList();
        var told = ImmutableArray.CreateBuilder<Notification>();
        foreach (var next in events)
        {
            Close(open, repeat => Ends(next, repeat), told);
            if (Repeatable(next))
            {
                Add(open, next, window, told);
            }
            else
            {
                told.Add(Notification.Of(next));
            }
        }

        for (var i = 0; i < open.Count; i++)
        {
            if (now - open[i].ToldAt >= window && open[i].Untold > 0)
            {
                told.Add(open[i].ToNotification());
                open[i] = open[i] with { ToldAt = now, Untold = 0 };
            }
        }

        open.RemoveAll(repeat => now - repeat.ToldAt >= window);
        return (new Digest([.. open]), told.ToImmutable());
    }

    /// <summary>Counts what is told already within the window, and tells what is not.</summary>
    private static void Add(
        List<Repeat> open, PrebuildEvent next, TimeSpan window, ImmutableArray<Notification>.Builder told)
    {
        var shape = Shape(open, next);
        var known = open.FindIndex(repeat => repeat.IsOf(next, shape));
        if (known >= 0 && next.At - open[known].ToldAt < window)
        {
            open[known] = open[known].With(next);
            return;
        }

        Close(open, repeat => repeat.IsOf(next, shape), told);
        told.Add(Notification.Of(next));
        open.Add(new Repeat(shape, next.At, 0, next.At, next));
        Close(open, repeat => open.Count > MaxRepeats && repeat == open[0], told);
    }

    private static bool Repeatable(PrebuildEvent told) =>
        told.Kind is EventKind.BuildFailed or EventKind.HandOverFailed or EventKind.Missed;

    /// <summary>Whether what happened again now would be news: its cause is over.</summary>
    private static bool Ends(PrebuildEvent told, Repeat repeat) => told.Kind switch
    {
        EventKind.Recovered => repeat.Latest.Kind == EventKind.BuildFailed && repeat.Latest.Subject == told.Subject,
        EventKind.VersionActivated => repeat.Latest.Template == told.Template,
        _ => false,
    };

    private static string Shape(List<Repeat> open, PrebuildEvent told)
    {
        var shape = ErrorShape.Of(told.Detail ?? "");
        var known = open.Where(repeat => repeat.IsOf(told, repeat.Shape)).Select(repeat => repeat.Shape).ToList();
        return known.Contains(shape) || known.Count < MaxPerSubject ? shape : AnyOther;
    }

    /// <summary>Forgets repeats; those with something untold are told.</summary>
    private static void Close(
        List<Repeat> open, Predicate<Repeat> which, ImmutableArray<Notification>.Builder told)
    {
        foreach (var repeat in open.FindAll(which))
        {
            open.Remove(repeat);
            if (repeat.Untold > 0)
            {
                told.Add(repeat.ToNotification());
            }
        }
    }
}
