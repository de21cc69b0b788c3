using System.Collections.Immutable;
using Orleans;
using Prebuilds.Builds;

namespace Prebuilds.Planning.Failures;

/// <summary>
/// The newest unbroken run of failed creations of a preset, as instants. Results may be added in any order: only the
/// instants at which builds finished decide.
/// </summary>
/// <param name="LastSuccessAt">When the newest successful creation finished; null: none is known.</param>
/// <param name="FailedAt">
/// When the failures after it finished that say something about the template, oldest first; at most
/// <see cref="MaxLength"/>.
/// </param>
/// <param name="NoRoomAt">
/// When those after it finished for which the platform had no room (<see cref="ErrorClass.Capacity"/>), oldest first;
/// at most <see cref="MaxLength"/>. They delay creation, and are no part of the run that the limit compares. Default:
/// none.
/// </param>
[GenerateSerializer, Immutable, Alias("prebuilds.FailureRun")]
public sealed record FailureRun(
    DateTimeOffset? LastSuccessAt,
    ImmutableArray<DateTimeOffset> FailedAt,
    ImmutableArray<DateTimeOffset> NoRoomAt = default)
{
    /// <summary>
    /// Most failures of either sort that are remembered; the oldest are forgotten first. No hard limit may be higher.
    /// </summary>
    public const int MaxLength = 256;

    /// <summary>No creation has finished yet.</summary>
    public static FailureRun None { get; } = new(null, [], []);

    /// <summary>All failures, in any order.</summary>
    public IEnumerable<DateTimeOffset> All() => NoRoomAt.IsDefault ? FailedAt : FailedAt.Concat(NoRoomAt);

    /// <summary>
    /// The run after one more creation has finished. A success ends what failed at or before it; a failure at or
    /// before the newest success is history. The order of calls does not matter.
    /// </summary>
    /// <param name="error">What its failure means; null: it succeeded.</param>
    /// <param name="finishedAt">When it finished.</param>
    public FailureRun With(ErrorClass? error, DateTimeOffset finishedAt)
    {
        if (finishedAt <= LastSuccessAt)
        {
            return this;
        }

        return error switch
        {
            null => new FailureRun(finishedAt, After(FailedAt, finishedAt), After(NoRoomAt, finishedAt)),
            ErrorClass.Capacity => this with { NoRoomAt = Longer(NoRoomAt, finishedAt) },
            _ => this with { FailedAt = Longer(FailedAt, finishedAt) },
        };
    }

    private static ImmutableArray<DateTimeOffset> After(
        ImmutableArray<DateTimeOffset> failures, DateTimeOffset success) =>
        failures.IsDefault ? [] : [.. failures.Where(failure => failure > success)];

    private static ImmutableArray<DateTimeOffset> Longer(
        ImmutableArray<DateTimeOffset> failures, DateTimeOffset failure)
    {
        var all = failures.IsDefault ? [failure] : failures.Add(failure).Sort();
        return all.Length > MaxLength ? all.RemoveAt(0) : all;
    }
}
