using System.Globalization;

namespace Prebuilds.Grains.Presets;

/// <summary>
/// How long a claim's caller waits for one answer, 3 s; then the outcome is unknown to it, and it may ask again. A silo
/// commits nothing that has waited longer.
/// </summary>
public static class ClaimPatience
{
    /// <summary>The same as <see cref="Limit"/>, as an attribute wants it.</summary>
    internal const string Text = "00:00:03";

    /// <summary>The time.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.Parse(Text, CultureInfo.InvariantCulture);
}
