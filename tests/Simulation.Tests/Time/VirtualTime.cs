namespace Prebuilds.Simulation.Tests.Time;

/// <summary>
/// One thread, one clock that only jumps, one source of chance: all that happens in a world happens here, one step
/// after the other, and the seed alone says in which order.
/// </summary>
internal sealed class VirtualTime(int seed)
{
    private readonly PriorityQueue<Action, (long At, long Number)> _due = new();
    private readonly List<Actor> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _number;
    private string? _strayed;

    /// <summary>The instant at which every world begins.</summary>
    public static DateTimeOffset Start { get; } = new(2025, 6, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>The instant.</summary>
    public DateTimeOffset Now => Start + Elapsed;

    /// <summary>How many steps were taken.</summary>
    public long Steps { get; private set; }

    /// <summary>The world's only source of chance.</summary>
    public Random Chance { get; } = new(seed);

    /// <summary>Does something later.</summary>
    public void After(TimeSpan delay, Action action) =>
        _due.Enqueue(action, ((Elapsed + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero)).Ticks, _number++));

    /// <summary>A span drawn evenly between two.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * Chance.NextDouble());

    /// <summary>A span drawn evenly between two numbers of milliseconds.</summary>
    public TimeSpan Milliseconds(int least, int most) => TimeSpan.FromMilliseconds(Chance.Next(least, most + 1));

    /// <summary>Whether something of this probability happens.</summary>
    public bool Happens(double probability) => probability > 0 && Chance.NextDouble() < probability;

    /// <summary>
    /// Notes it when something comes from another thread: then the seed does not say all that happens.
    /// </summary>
    public void DemandOwnThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            _strayed ??= Environment.StackTrace;
        }
    }

    /// <summary>
    /// Takes a step: work of any actor that has some, else time goes on; false when nothing will ever happen again.
    /// </summary>
    public bool Step()
    {
        Steps++;
        if (_strayed is { } strayed)
        {
            throw new InvalidOperationException($"Something left the world's thread: {strayed}");
        }

        if (_ready.Count > 0)
        {
            _ready[_ready.Count == 1 ? 0 : Chance.Next(_ready.Count)].RunOne();
            return true;
        }

        if (!_due.TryDequeue(out var action, out var at))
        {
            return false;
        }

        Elapsed = TimeSpan.FromTicks(at.At);
        SynchronizationContext.SetSynchronizationContext(null);
        action();
        return true;
    }

    internal void Ready(Actor actor) => _ready.Add(actor);

    internal void Idle(Actor actor) => _ready.Remove(actor);
}
