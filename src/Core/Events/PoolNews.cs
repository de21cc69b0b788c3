using Prebuilds.Planning.Failures;
using Prebuilds.Presets;

namespace Prebuilds.Events;

/// <summary>Tells what a change of a preset's facts means to those who look after it.</summary>
public static class PoolNews
{
    /// <summary>What is to be told, in this order: a permanent error, a hard limit, a recovery.</summary>
    /// <param name="before">The preset as stored.</param>
    /// <param name="after">The preset as it will be.</param>
    /// <param name="policy">How failures slow creation down.</param>
    /// <param name="now">The instant of the change.</param>
    public static IEnumerable<PoolEvent> Of(Preset before, Preset after, FailurePolicy policy, DateTimeOffset now)
    {
        var wasLimited = FailureFacts.Of(before, policy, now).HardLimited;
        var isLimited = FailureFacts.Of(after, policy, now).HardLimited;
        if (after.ValidationError is { } error && error != before.ValidationError)
        {
            yield return new PoolEvent(EventKind.ValidationFailed, error);
        }

        if (isLimited && !wasLimited)
        {
            yield return new PoolEvent(
                EventKind.HardLimited,
                $"{policy.HardLimit} creations failed in a row, "
                + $"so none is begun until 'prebuilds preset resume {after.Name}'");
        }

        if ((Fails(before) && !Fails(after)) || (wasLimited && !isLimited))
        {
            yield return new PoolEvent(
                EventKind.Recovered,
                after.ClearedAt == before.ClearedAt ? "a creation succeeded" : "an operator resumed it");
        }
    }

    private static bool Fails(Preset preset) =>
        preset.ValidationError is not null
        || preset.Failures.All().Any(failure => !(failure < preset.ClearedAt));
}
