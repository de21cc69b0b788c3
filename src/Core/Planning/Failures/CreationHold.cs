namespace Prebuilds.Planning.Failures;

/// <summary>What stops creation at one instant.</summary>
/// <param name="Reason">The strongest reason.</param>
/// <param name="Until">The last instant of a backoff; null for the other reasons.</param>
internal sealed record CreationHold(HoldReason Reason, DateTimeOffset? Until)
{
    /// <summary>The strongest reason that stops creation now; null: none does.</summary>
    public static CreationHold? Of(FailureFacts failures, DateTimeOffset now) => failures switch
    {
        { ValidationFailed: true } => new CreationHold(HoldReason.ValidationFailed, null),
        { HardLimited: true } => new CreationHold(HoldReason.HardLimited, null),
        { Backoff: { FailedCount: > 0 } backoff } when now <= backoff.Until =>
            new CreationHold(HoldReason.Backoff, backoff.Until),
        _ => null,
    };
}
