namespace Prebuilds.Simulation.Tests.Time;

/// <summary>
/// Something that does one thing at a time, in the order it was told: an activation, a worker, a client. What is
/// awaited in it goes on in it. Which of several actors with work goes next is drawn.
/// </summary>
internal sealed class Actor(Process process) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Work, object? State)> _work = new();

    /// <summary>Whether it waits for its turn.</summary>
    public bool HasWork => _work.Count > 0;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        // Finalizers of what a dead process left behind come here too, on a thread of their own.
        if (process.IsDead)
        {
            return;
        }

        process.Time.DemandOwnThread();
        _work.Enqueue((d, state));
        if (_work.Count == 1 && !process.IsFrozen)
        {
            process.Time.Ready(this);
        }
    }

    /// <summary>Does something in its turn.</summary>
    public void Do(Action action) => Post(static action => ((Action)action!)(), action);

    /// <summary>Begins something that goes on in its turns, and that nobody waits for; it throws nothing.</summary>
    public void Begin(Func<Task> work) => Do(async () => await work());

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nobody waits here.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    internal void RunOne()
    {
        var (work, state) = _work.Dequeue();
        if (_work.Count == 0)
        {
            process.Time.Idle(this);
        }

        SetSynchronizationContext(this);
        work(state);
    }

    internal void Clear() => _work.Clear();
}
