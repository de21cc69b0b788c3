using System.Data.Common;
using Orleans.Messaging;

namespace Prebuilds.Client.Hosting.Discovery;

/// <summary>
/// Waits until a gateway is known and answers. Orleans itself gives up at once where the database lists none, retries
/// in steps of 5 s where it does, loses 10 s on a silo that hangs, and never says why: this notices a silo that has
/// just come up within 100 ms, leaves one that hangs aside, and can tell what the database or the operating system
/// said.
/// </summary>
internal sealed class GatewaySearch(IGatewayListProvider list, TimeProvider clock)
{
    private const string NoSuchTable = "42P01";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>What is still found out about the others once a gateway can be used.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns when a gateway answers, or at least accepts; else, at the limit, why none did.</summary>
    public async Task<Result> Wait(TimeSpan limit, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var result = await Try(limit - clock.GetElapsedTime(began), stop);
            if (result.Obstacle is null || clock.GetElapsedTime(began) + Pause >= limit)
            {
                return result;
            }

            await Task.Delay(Pause, clock, stop);
        }
    }

    private async Task<Result> Try(TimeSpan limit, CancellationToken stop)
    {
        var left = limit > TimeSpan.Zero ? limit : TimeSpan.Zero;
        try
        {
            var gateways = await Listed().WaitAsync(left, clock, stop);
            return await Probe(gateways, left, stop);
        }
        catch (DbException error) when (error.SqlState == NoSuchTable)
        {
            return Result.Of(
                new Obstacle("no silo with Prebuilds:Clustering 'Postgres' has used this database", error));
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            return Result.Of(new Obstacle(
                $"the database of ConnectionStrings:Prebuilds does not answer ({error.Message})", error));
        }
        catch (ArgumentException error)
        {
            return Result.Of(new Obstacle($"ConnectionStrings:Prebuilds cannot be read ({error.Message})", error));
        }
    }

    private async Task<IList<Uri>> Listed()
    {
        await list.InitializeGatewayListProvider();
        return await list.GetGateways();
    }

    /// <summary>
    /// Tries all of them at once: one whose machine is gone answers nothing, and must not hide the others.
    /// </summary>
    private async Task<Result> Probe(IList<Uri> gateways, TimeSpan limit, CancellationToken stop)
    {
        using var enough = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, stop);
        var probe = new GatewayProbe(limit, clock);
        var obstacle = new Obstacle("no silo is up", null);
        List<Uri> answered = [], silent = [];
        await foreach (var attempt in Task.WhenEach(gateways.Select(gateway => probe.Of(gateway, either.Token))))
        {
            var (gateway, answers, refusal) = await attempt;
            if (refusal is not null)
            {
                obstacle = new Obstacle(refusal.Message, refusal);
                continue;
            }

            (answers ? answered : silent).Add(gateway);
            enough.CancelAfter(Grace);
        }

        stop.ThrowIfCancellationRequested();
        return (answered, silent) switch
        {
            ([_, ..], _) => new Result(answered, null),
            (_, [_, ..]) => new Result(silent, null),
            _ => Result.Of(obstacle),
        };
    }

    /// <summary>What a search ended with.</summary>
    /// <param name="Gateways">Those to begin with: all that answered; if none did, all that accepted.</param>
    /// <param name="Obstacle">Why there is none; null: there is one.</param>
    internal sealed record Result(IReadOnlyList<Uri> Gateways, Obstacle? Obstacle)
    {
        /// <summary>No gateway can be used.</summary>
        public static Result Of(Obstacle obstacle) => new([], obstacle);
    }

    /// <summary>What stands in the way.</summary>
    /// <param name="Reason">In words.</param>
    /// <param name="Cause">The failure; null: nothing failed.</param>
    internal sealed record Obstacle(string Reason, Exception? Cause);
}
