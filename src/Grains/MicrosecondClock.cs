namespace Prebuilds.Grains;

/// <summary>
/// The clock as the store keeps instants: to the microsecond, so that what is held and what is read back are equal.
/// </summary>
internal static class MicrosecondClock
{
    /// <summary>The instant now, in UTC, cut to the microsecond.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
