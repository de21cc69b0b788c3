using System.Collections.Immutable;
using Prebuilds.Client.LoadTests.Arrivals;

namespace Prebuilds.Client.LoadTests.Running;

/// <summary>What a load test does.</summary>
internal sealed record LoadSettings
{
    /// <summary>The presets that are claimed, each as often as any other.</summary>
    public required ImmutableArray<PresetReference> Presets { get; init; }

    /// <summary>Begins every request id and name: another for every run, else it would repeat an earlier one.</summary>
    public required string Run { get; init; }

    /// <summary>Decides arrivals, presets, users, repeats and deletions.</summary>
    public ulong Seed { get; init; }

    /// <summary>Closed loop: how many callers, each of whom claims again when it is answered.</summary>
    public int Callers { get; init; } = 16;

    /// <summary>Open loop: when claims come; null: closed loop.</summary>
    public ArrivalSettings? Arrivals { get; init; }

    /// <summary>No claim begins later than this; null: whenever.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>No more claims begin than this; null: any number.</summary>
    public long? Count { get; init; }

    /// <summary>Of a hundred claims, how many repeat an earlier one under its id.</summary>
    public double RepeatPercent { get; init; }

    /// <summary>Of a hundred granted workspaces, how many are deleted at once.</summary>
    public double DeletePercent { get; init; }

    /// <summary>How many users claim.</summary>
    public int Users { get; init; } = 100;
}
