using Prebuilds.Storage;
using Prebuilds.Testing.Stores;

namespace Prebuilds.Grains.Tests.Outages;

/// <summary>A store whose next calls of a kind fail, before or after they took effect.</summary>
internal sealed class UnsteadyStore(IPrebuildStore inner) : ForwardingStore(inner)
{
    private readonly Dictionary<string, Queue<bool>> _failures = [];

    /// <summary>How often each kind of call took effect.</summary>
    public Dictionary<string, int> Effects { get; } = [];

    /// <summary>The next call of this kind fails.</summary>
    /// <param name="call">The method's name.</param>
    /// <param name="takesEffect">Whether it took effect although its answer is lost.</param>
    public void FailNext(string call, bool takesEffect = false)
    {
        _failures.TryAdd(call, new Queue<bool>());
        _failures[call].Enqueue(takesEffect);
    }

    protected override async Task<T> Call<T>(string name, Func<Task<T>> effect, CancellationToken stop)
    {
        var fails = _failures.GetValueOrDefault(name)?.TryDequeue(out var takesEffect) == true
            ? takesEffect
            : (bool?)null;
        if (fails is false)
        {
            throw new StorageException($"{name}: no connection");
        }

        var result = await effect();
        Effects[name] = Effects.GetValueOrDefault(name) + 1;
        return fails is null ? result : throw new StorageException($"{name}: connection lost");
    }
}
