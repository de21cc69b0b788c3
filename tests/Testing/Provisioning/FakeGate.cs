namespace Prebuilds.Testing.Provisioning;

/// <summary>Holds operations of one kind back until it is opened, and tells how many wait there.</summary>
public sealed class FakeGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly Lock _lock = new();
    private int _arrived;

    /// <summary>Completes when that many operations have arrived in all.</summary>
    public Task Arrived(int count)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            Tell();
            return reached.Task;
        }
    }

    /// <summary>Lets all through, now and from now on.</summary>
    public void Open() => _open.TrySetResult();

    internal Task Pass(CancellationToken stop)
    {
        lock (_lock)
        {
            _arrived++;
            Tell();
        }

        return _open.Task.WaitAsync(stop);
    }

    private void Tell()
    {
        foreach (var (count, reached) in _waiters)
        {
            if (_arrived >= count)
            {
                reached.TrySetResult();
            }
        }
    }
}
