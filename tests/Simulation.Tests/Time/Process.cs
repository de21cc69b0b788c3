namespace Prebuilds.Simulation.Tests.Time;

/// <summary>What lives, stands still and dies together: its actors and its timers.</summary>
internal sealed class Process(VirtualTime time)
{
    private readonly List<Actor> _actors = [];
    private readonly List<Action> _held = [];

    /// <summary>The world's time.</summary>
    public VirtualTime Time { get; } = time;

    /// <summary>Whether it stands still: what comes meanwhile waits.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Whether it has died: nothing of it goes on.</summary>
    public bool IsDead { get; private set; }

    /// <summary>How often it was frozen.</summary>
    public int Freezes { get; private set; }

    /// <summary>When it last went on after a standstill; null: it never stood still.</summary>
    public TimeSpan? ThawedAt { get; private set; }

    /// <summary>A new actor of it.</summary>
    public Actor NewActor()
    {
        var actor = new Actor(this);
        _actors.Add(actor);
        return actor;
    }

    /// <summary>Does something in it now, or when it thaws; never, once it has died.</summary>
    public void Do(Action action)
    {
        if (IsFrozen)
        {
            _held.Add(action);
        }
        else if (!IsDead)
        {
            action();
        }
    }

    /// <summary>It stands still.</summary>
    public void Freeze()
    {
        IsFrozen = true;
        Freezes++;
        _actors.Where(actor => actor.HasWork).ToList().ForEach(Time.Idle);
    }

    /// <summary>It goes on, with all that came meanwhile.</summary>
    public void Thaw()
    {
        if (IsDead || !IsFrozen)
        {
            return;
        }

        IsFrozen = false;
        ThawedAt = Time.Elapsed;
        _actors.Where(actor => actor.HasWork).ToList().ForEach(Time.Ready);
        var held = _held.ToList();
        _held.Clear();
        held.ForEach(action => action());
    }

    /// <summary>It dies: all that it held in memory is lost.</summary>
    public void Die()
    {
        if (IsDead)
        {
            return;
        }

        if (!IsFrozen)
        {
            _actors.Where(actor => actor.HasWork).ToList().ForEach(Time.Idle);
        }

        IsDead = true;
        _held.Clear();
        _actors.ForEach(actor => actor.Clear());
    }
}
