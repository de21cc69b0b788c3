using System.Globalization;
using System.Text.Json;

namespace Prebuilds.Client.Output;

/// <summary>How values look to people.</summary>
internal static class Words
{
    /// <summary>An enumeration's constant as JSON writes it: <c>hardLimited</c>.</summary>
    public static string Of(Enum constant) => JsonNamingPolicy.CamelCase.ConvertName(constant.ToString());

    /// <summary>An instant, in UTC and to the second.</summary>
    public static string Of(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>An instant; null for none.</summary>
    public static string? Of(DateTimeOffset? at) => at is { } known ? Of(known) : null;

    /// <summary>A number.</summary>
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A measured value, to three digits behind the point at most.</summary>
    public static string Of(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Yes or no.</summary>
    public static string Of(bool flag) => flag ? "yes" : "no";
}
