using System.Collections.Concurrent;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Pools;
using Prebuilds.Presets;

namespace Prebuilds.Grains.Orchestration;

/// <summary>
/// The pools that need not be told to look again: each has said of rows that it is at rest on them. What it said stays
/// true, whatever becomes of its grain or of the loop; forgetting it costs one call.
/// </summary>
public sealed class RestingPools
{
    /// <summary>
    /// At the latest then a pool is told to look again: no mark shows that its activation is in doubt or would be
    /// collected, nor that the database was set back. Shorter than what idle activations live.
    /// </summary>
    private static readonly TimeSpan MaxRest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<PresetId, PoolRest> _pools = [];
    private HashSet<SiloAddress> _silos = [];
    private LoopSettings? _settings;

    /// <summary>
    /// These silos are active. When one has left, every pool is told: those that lived there open on another one.
    /// </summary>
    /// <param name="silos">The active silos.</param>
    public void Know(IEnumerable<SiloAddress> silos)
    {
        var active = silos.ToHashSet();
        if (!_silos.IsSubsetOf(active))
        {
            _pools.Clear();
        }

        _silos = active;
    }

    /// <summary>The marks of those at rest now.</summary>
    /// <param name="now">The instant.</param>
    public Dictionary<PresetId, PresetMark> Marks(DateTimeOffset now)
    {
        var marks = new Dictionary<PresetId, PresetMark>(_pools.Count);
        foreach (var (preset, rest) in _pools)
        {
            if (now < rest.Until)
            {
                marks.Add(preset, rest.Mark);
            }
            else
            {
                _pools.TryRemove(preset, out _);
            }
        }

        return marks;
    }

    /// <summary>A photograph shows these settings of the loop. When they are new, every pool must be told.</summary>
    /// <param name="settings">The settings.</param>
    /// <returns>Whether they are those that the pools at rest know.</returns>
    public bool Know(LoopSettings settings)
    {
        if (settings == _settings)
        {
            return true;
        }

        _settings = settings;
        _pools.Clear();
        return false;
    }

    /// <summary>A pool has looked.</summary>
    /// <param name="preset">Its preset.</param>
    /// <param name="rest">What it said; null: it is not at rest.</param>
    /// <param name="settings">The settings that it was told.</param>
    /// <param name="now">The instant.</param>
    public void Note(PresetId preset, PoolRest? rest, LoopSettings settings, DateTimeOffset now)
    {
        if (rest is null || settings != _settings)
        {
            _pools.TryRemove(preset, out _);
            return;
        }

        var latest = now + MaxRest;
        _pools[preset] = rest.Until < latest ? rest : rest with { Until = latest };
    }
}
