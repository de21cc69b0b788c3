using Prebuilds.Grains.Presets;
using Prebuilds.Presets;
using Prebuilds.Simulation.Tests.Time;

namespace Prebuilds.Simulation.Tests.Silos;

/// <summary>
/// A preset's grain on one silo: opens the pool at its first call, and leaves when it is stale or told to.
/// </summary>
internal sealed class Activation(PresetId preset, SimulatedSilo silo)
{
    private readonly Actor _turns = silo.Process.NewActor();
    private Task<PoolKeeper?>? _opening;
    private int _calls;
    private bool _isLeaving;
    private bool _hasLeft;

    public PresetId Preset => preset;

    public SimulatedSilo Silo => silo;

    /// <summary>Whether calls may still come here.</summary>
    public bool IsOpen => !_isLeaving && !silo.Process.IsDead;

    /// <summary>Calls the pool in a turn of its own.</summary>
    public void Call<T>(Func<PoolKeeper, Task<T>> call, TaskCompletionSource<T> answer) => _turns.Begin(async () =>
    {
        _calls++;
        try
        {
            _opening ??= PoolKeeper.Open(silo.Services, preset, Leave, default);
            var keeper = await _opening ?? throw new InvalidOperationException("There is no such preset.");
            answer.TrySetResult(await call(keeper));
        }
        catch (Exception error)
        {
            _isLeaving |= _opening is { IsFaulted: true };
            answer.TrySetException(error);
        }
        finally
        {
            _calls--;
            await DisposeWhenIdle();
        }
    });

    /// <summary>Takes no more calls, and lets the pool go when those under way have ended.</summary>
    public void Leave()
    {
        _isLeaving = true;
        _turns.Begin(DisposeWhenIdle);
    }

    private async Task DisposeWhenIdle()
    {
        if (_isLeaving && _calls == 0 && !_hasLeft && _opening is { IsCompletedSuccessfully: true })
        {
            _hasLeft = true;
            if (await _opening is { } keeper)
            {
                await keeper.DisposeAsync();
            }
        }
    }
}
