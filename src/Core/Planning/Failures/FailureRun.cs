using System.Collections.Immutable;
using Orleans;

namespace Prebuilds.Planning.Failures;

/// <summary>
/// The newest unbroken run of failed creations of a preset, as instants. Results may be added in any order: only the
/// instants at which builds finished decide.
/// </summary>
/// <param name="LastSuccessAt">When the newest successful creation finished; null: none is known.</param>
/// <param name="FailedAt">When the failures after it finished, oldest first; at most <see cref="MaxLength"/>.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.FailureRun")]
public sealed record FailureRun(DateTimeOffset? LastSuccessAt, ImmutableArray<DateTimeOffset> FailedAt)
{
    /// <summary>
    /// Most failures that are remembered; the oldest are forgotten first. No hard limit may be higher.
    /// </summary>
    public const int MaxLength = 256;

    /// <summary>No creation has finished yet.</summary>
    public static FailureRun None { get; } = new(null, []);

    /// <summary>
    /// The run after one more creation has finished. A success ends what failed at or before it; a failure at or
    /// before the newest success is history. The order of calls does not matter.
    /// </summary>
    /// <param name="succeeded">Whether it succeeded.</param>
    /// <param name="finishedAt">When it finished.</param>
    public FailureRun With(bool succeeded, DateTimeOffset finishedAt)
    {
        if (finishedAt <= LastSuccessAt)
        {
            return this;
        }

        if (succeeded)
        {
            return new FailureRun(finishedAt, [.. FailedAt.Where(failure => failure > finishedAt)]);
        }

        var failures = FailedAt.Add(finishedAt).Sort();
        return this with { FailedAt = failures.Length > MaxLength ? failures.RemoveAt(0) : failures };
    }
}
