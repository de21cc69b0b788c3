using System.Collections.Concurrent;

namespace Prebuilds.Storage.Mapping;

/// <summary>
/// Remembers what was made of keys, for what costs more to make than to keep. When it is full it begins anew.
/// </summary>
/// <param name="capacity">Most keys.</param>
internal sealed class Remembered<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = [];

    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value) =>
        _values.TryGetValue(key, out value);

    public TValue Get(TKey key, Func<TKey, TValue> make) => TryGet(key, out var value) ? value : Keep(key, make(key));

    public TValue Keep(TKey key, TValue value)
    {
        if (_values.Count >= capacity)
        {
            _values.Clear();
        }

        return _values[key] = value;
    }
}
