namespace Prebuilds.Client.Calls.Retries;

/// <summary>How long to wait before asking again: 100 ms, doubled each time, at most 1 s.</summary>
internal sealed class Pauses
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The pause that is due.</summary>
    public TimeSpan Next { get; private set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The pause that was due; the next one is longer.</summary>
    public TimeSpan Take()
    {
        var due = Next;
        Next = due * 2 < Longest ? due * 2 : Longest;
        return due;
    }
}
