using System.Text;

namespace Prebuilds.Provisioning.Tests.Scene;

/// <summary>Collects what is printed, and tells when a text has come.</summary>
public sealed class OutputLog
{
    private readonly StringBuilder _text = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _waiters = [];
    private readonly Lock _lock = new();

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    public void Append(string piece)
    {
        lock (_lock)
        {
            _text.Append(piece);
            Tell();
        }
    }

    /// <summary>Waits for the text; a test that waits for half a minute has failed.</summary>
    public Task Saw(string text)
    {
        lock (_lock)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((text, seen));
            Tell();
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>The numbers that follow a word in the output: <c>child 17</c>.</summary>
    public int[] Numbers(string word) =>
    [
        .. Text.Split('\n')
            .Where(line => line.StartsWith(word + ' '))
            .Select(line => int.Parse(line[(word.Length + 1)..])),
    ];

    private void Tell()
    {
        var text = _text.ToString();
        foreach (var (wanted, seen) in _waiters.Where(waiter => text.Contains(waiter.Text)))
        {
            seen.TrySetResult();
        }
    }
}
