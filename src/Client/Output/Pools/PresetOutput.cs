using System.Collections.Immutable;
using System.Globalization;
using Prebuilds.Grains.Catalog;

namespace Prebuilds.Client.Output.Pools;

/// <summary>How one preset is.</summary>
/// <param name="Id">The preset's id.</param>
/// <param name="Name">Its full name.</param>
/// <param name="Version">The template version that its definition is of.</param>
/// <param name="Live">Whether a pool is kept.</param>
/// <param name="Desired">How many members are wanted now.</param>
/// <param name="Ready">How many can be claimed now.</param>
/// <param name="Running">How many run, ready or not.</param>
/// <param name="Starting">How many are queued or starting.</param>
/// <param name="Expired">How many run and are stale.</param>
/// <param name="Extraneous">How many are above the target.</param>
/// <param name="Stopping">How many stop.</param>
/// <param name="Deleting">How many are being deleted.</param>
/// <param name="FailedMembers">How many failed ones are kept as evidence.</param>
internal sealed record PresetOutput(
    Guid Id,
    string Name,
    Guid Version,
    bool Live,
    int Desired,
    int Ready,
    int Running,
    int Starting,
    int Expired,
    int Extraneous,
    int Stopping,
    int Deleting,
    int FailedMembers)
{
    private static readonly string[] Headings =
        ["PRESET", "DESIRED", "READY", "STARTING", "EXPIRED", "FAILED", "HOLD"];

    /// <summary>Why creation waits; absent when it does not.</summary>
    public HoldOutput? Hold { get; init; }

    /// <summary>How far it is with another version; absent when it has members of no other.</summary>
    public RolloutOutput? Rollout { get; init; }

    /// <summary>What the plan says to people.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Every parameter's value.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The age after which a member is replaced; absent: never.</summary>
    public double? TtlSeconds { get; init; }

    /// <summary>Members created before this instant are stale; absent: none is.</summary>
    public DateTimeOffset? InvalidatedAt { get; init; }

    /// <summary>The permanent error that stops creation; absent: none.</summary>
    public string? ValidationError { get; init; }

    /// <summary>
    /// How many hand-overs replaced resources, of workspaces that exist or went within 30 days; absent: none.
    /// </summary>
    public int? ReplacedHandOvers { get; init; }

    /// <summary>The preset as it is shown.</summary>
    public static PresetOutput Of(PresetStatus status)
    {
        var (preset, state) = (status.Preset, status.Plan.State);
        return new PresetOutput(
            preset.Id.Value,
            preset.Name.ToString(),
            preset.Version.Value,
            preset.Live,
            state.Desired,
            state.Eligible,
            state.Actual,
            state.Starting,
            state.Expired,
            state.Extraneous,
            state.Stopping,
            state.Deleting,
            status.FailedMembers)
        {
            Hold = HoldOutput.Of(status.Plan),
            Rollout = status.Rollout is { } rollout ? RolloutOutput.Of(rollout) : null,
            Notes = status.Plan.Notes,
            Parameters = preset.Parameters,
            TtlSeconds = preset.Pool.Ttl?.TotalSeconds,
            InvalidatedAt = preset.InvalidatedAt,
            ValidationError = preset.ValidationError,
            ReplacedHandOvers = status.ReplacedHandOvers > 0 ? status.ReplacedHandOvers : null,
        };
    }

    /// <summary>A list as a table; rollouts have a column of it while there are any.</summary>
    public static (string[] Headings, IEnumerable<string[]> Rows) Table(IReadOnlyCollection<PresetOutput> presets)
    {
        var rolls = presets.Any(preset => preset.Rollout is not null);
        return (
            [.. Headings, .. rolls ? ["ROLLOUT"] : Array.Empty<string>(), "WHY"],
            presets.Select(preset => preset.Row(rolls)));
    }

    /// <summary>Shows all of one preset.</summary>
    public void Show(Screen screen) => screen.Fields(
    [
        ("id", Id.ToString()),
        ("name", Name),
        ("version", Version.ToString()),
        ("live", Words.Of(Live)),
        ("desired", Words.Of(Desired)),
        ("ready", Words.Of(Ready)),
        ("running", Words.Of(Running)),
        ("starting", Words.Of(Starting)),
        ("expired", Words.Of(Expired)),
        ("extraneous", Words.Of(Extraneous)),
        ("stopping", Words.Of(Stopping)),
        ("deleting", Words.Of(Deleting)),
        ("failed", Words.Of(FailedMembers)),
        .. Rollout?.Fields() ?? [],
        ("hold", HoldText()),
        ("ttl", TtlSeconds is { } ttl ? string.Create(CultureInfo.InvariantCulture, $"{ttl:0} s") : null),
        ("invalidated", Words.Of(InvalidatedAt)),
        ("permanent error", ValidationError),
        ("replaced", ReplacedHandOvers is { } times ? $"resources in {times} hand-overs" : null),
        .. Parameters.Select(parameter => ($"parameter {parameter.Key}", (string?)parameter.Value)),
        .. Notes.Select(note => ("note", (string?)note)),
    ]);

    private string[] Row(bool withRollout) =>
    [
        Name,
        Words.Of(Desired),
        Words.Of(Ready),
        Words.Of(Starting),
        Words.Of(Expired),
        Words.Of(FailedMembers),
        HoldText() ?? "-",
        .. withRollout ? [Rollout?.Cell() ?? "-"] : Array.Empty<string>(),
        string.Join("; ", Notes),
    ];

    private string? HoldText() => Hold switch
    {
        null => null,
        { Until: { } until } => $"{Hold.Reason} until {Words.Of(until)}",
        _ => Hold.Reason,
    };
}
