using Prebuilds.Grains.Presets;
using Prebuilds.Presets;
using Prebuilds.Simulation.Tests.Worlds;

namespace Prebuilds.Simulation.Tests.Silos;

/// <summary>
/// Calls of grains as one process makes them: they take time, overtake each other, come twice, and are lost.
/// </summary>
internal sealed class Network(World world, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Calls a preset's pool, on whichever silo it is; throws when no answer comes in time.</summary>
    public async Task<T> Call<T>(PresetId preset, Func<PoolKeeper, Task<T>> call)
    {
        var answer = new TaskCompletionSource<T>();
        Deliver(preset, call, answer);
        if (world.Misfortune.DuplicatesMessage())
        {
            Deliver(preset, call, answer);
        }

        await Task.WhenAny(answer.Task, Task.Delay(Patience, clock));
        if (!answer.Task.IsCompleted || world.Misfortune.LosesMessage())
        {
            throw new TimeoutException($"No answer within {Patience}.");
        }

        await Task.Delay(Latency(), clock);
        return await answer.Task;
    }

    /// <summary>Calls a preset's pool; nobody waits for the answer.</summary>
    public void Send<T>(PresetId preset, Func<PoolKeeper, Task<T>> call)
    {
        var answer = new TaskCompletionSource<T>();
        Deliver(preset, call, answer);
        if (world.Misfortune.DuplicatesMessage())
        {
            Deliver(preset, call, answer);
        }
    }

    private void Deliver<T>(PresetId preset, Func<PoolKeeper, Task<T>> call, TaskCompletionSource<T> answer)
    {
        if (!world.Misfortune.LosesMessage())
        {
            world.Time.After(Latency(), () => world.Cluster.Route(preset)?.Call(call, answer));
        }
    }

    private TimeSpan Latency() => world.Misfortune.DelaysMessage()
        ? world.Time.Milliseconds(50, 5000)
        : world.Time.Milliseconds(1, 30);
}
