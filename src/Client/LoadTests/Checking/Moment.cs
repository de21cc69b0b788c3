using Prebuilds.Client.LoadTests.History;

namespace Prebuilds.Client.LoadTests.Checking;

/// <summary>An end of a call, and the line that says so.</summary>
/// <param name="Ticks">When, in UTC.</param>
/// <param name="Line">The line.</param>
internal readonly record struct Moment(long Ticks, LineReference Line)
{
    public static Moment Start(HistoryLine line, LineReference at) => new(line.Start.UtcTicks, at);

    public static Moment End(HistoryLine line, LineReference at) => new(line.End.UtcTicks, at);

    public static Moment First(Moment? one, Moment other) => one is { } it && it.Ticks <= other.Ticks ? it : other;

    public static Moment Last(Moment? one, Moment other) => one is { } it && it.Ticks >= other.Ticks ? it : other;

    /// <summary>Whether it was over when the other began: what it told cannot be contradicted any more.</summary>
    public bool IsBefore(Moment? other) => other is { } it && Ticks < it.Ticks;
}
