using Orleans;

namespace Prebuilds.Notifications;

/// <summary>Which notifications that were given up.</summary>
/// <param name="Sink">Those to this one; null: to any.</param>
/// <param name="After">Those that follow this id; null: from the first.</param>
/// <param name="Limit">Most to read, 1 to <see cref="MaxLimit"/>.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.DeadLetterQuery")]
public sealed record DeadLetterQuery(string? Sink, long? After, int Limit)
{
    /// <summary>Most of one read.</summary>
    public const int MaxLimit = 1000;
}
