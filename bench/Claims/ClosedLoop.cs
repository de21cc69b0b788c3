using System.Diagnostics;
using Prebuilds.Bench.Seeds;

namespace Prebuilds.Bench.Claims;

/// <summary>Callers that each claim again as soon as they are answered.</summary>
internal static class ClosedLoop
{
    // The rest of a pool stays: near its end a claim that skips what others hold may find none.
    private const double Used = 0.9;

    /// <summary>Runs until the time is over or the pools are nearly empty; the presets take turns.</summary>
    /// <exception cref="InvalidOperationException">
    /// A claim found none, or what was answered is not what was stored.
    /// </exception>
    public static async Task<LoadResult> Run(IClaimPath path, PoolSet pools, int callers, TimeSpan duration)
    {
        var most = (int)(pools.Members * Used);
        var asked = -1;
        var began = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, callers).Select(Caller));
        var took = Stopwatch.GetElapsedTime(began);
        await Verify(path, [.. answers.SelectMany(answer => answer.Workspaces)]);
        return new LoadResult(took, [.. answers.SelectMany(answer => answer.Latencies)]);

        async Task<(List<TimeSpan> Latencies, List<Guid> Workspaces)> Caller(int caller)
        {
            await Task.Yield();
            var latencies = new List<TimeSpan>();
            var workspaces = new List<Guid>();
            while (Stopwatch.GetElapsedTime(began) < duration && Interlocked.Increment(ref asked) is var n && n < most)
            {
                var sent = Stopwatch.GetTimestamp();
                var workspace = await path.Claim(n % pools.Presets, new ClaimTicket(caller, n));
                latencies.Add(Stopwatch.GetElapsedTime(sent));
                workspaces.Add(workspace ?? throw new InvalidOperationException($"{path.Name}: claim {n} found none."));
            }

            return (latencies, workspaces);
        }
    }

    private static async Task Verify(IClaimPath path, List<Guid> answered)
    {
        var stored = await path.Claimed();
        if (answered.Distinct().Count() != answered.Count || !stored.Order().SequenceEqual(answered.Order()))
        {
            throw new InvalidOperationException(
                $"{path.Name}: {answered.Count} claims were answered with {answered.Distinct().Count()} workspaces, "
                + $"and {stored.Count} are stored.");
        }
    }
}
