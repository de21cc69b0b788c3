namespace Prebuilds.Testing;

/// <summary>Waits until something that is on its way has come true; it never passes because time went by.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Looks again and again until the answer satisfies; fails with the newest answer after a minute.
    /// </summary>
    public static async Task<T> Sees<T>(Func<Task<T>> look, Func<T, bool> satisfies, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(Look);
        while (true)
        {
            var seen = await look();
            if (satisfies(seen))
            {
                return seen;
            }

            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited {Limit} for: {what}. Seen last: {seen}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
