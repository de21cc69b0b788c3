using System.Collections.Immutable;
using System.Globalization;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Silo.Configuration;

/// <summary>The kinds of values that settings have.</summary>
internal static class ValueKinds
{
    /// <summary>On or off.</summary>
    public static ValueKind<bool> Flag { get; } = new("'true' or 'false'", bool.TryParse);

    /// <summary>A whole number.</summary>
    public static ValueKind<int> Number { get; } = new(
        "a whole number",
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    /// <summary>A number of bytes; a number alone is refused: nobody knows what it counts.</summary>
    public static ValueKind<int> Size { get; } = new(
        "a size like '512KiB' or '16MiB'",
        (string text, out int value) =>
        {
            value = 0;
            var unit = text.EndsWith("KiB", StringComparison.Ordinal) ? 1024
                : text.EndsWith("MiB", StringComparison.Ordinal) ? 1024 * 1024
                : 0;
            return unit > 0
                && int.TryParse(text.AsSpan()[..^3], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count <= int.MaxValue / unit
                && (value = count * unit) >= 0;
        });

    /// <summary>Any text.</summary>
    public static ValueKind<string> Text { get; } = new("a text", (string text, out string value) =>
    {
        value = text;
        return true;
    });

    /// <summary>Texts joined by commas.</summary>
    public static ValueKind<ImmutableArray<string>> Texts { get; } = new(
        "texts joined by commas",
        (string text, out ImmutableArray<string> value) =>
        {
            value = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            return true;
        });

    /// <summary>
    /// A span of time, as templates write it or as .NET does. A number alone is refused: .NET would read days, people
    /// mean seconds.
    /// </summary>
    public static ValueKind<TimeSpan> Time { get; } = new(
        "a time like '15s', '10m', '1h', '2d' or '00:00:15'",
        (string text, out TimeSpan value) => text.Contains(':', StringComparison.Ordinal)
            ? TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value)
            : Duration.TryParse(text, out value));

    /// <summary>Some of the names of an enumeration of flags, joined by commas, in any letter case.</summary>
    public static ValueKind<TEnum> Choices<TEnum>()
        where TEnum : struct, Enum
    {
        string[] names = [.. Enum.GetValues<TEnum>().Where(IsOneFlag).Select(flag => $"{flag}")];
        return new ValueKind<TEnum>(
            $"{string.Join(" or ", names.Select(name => $"'{name}'"))}, or several joined by commas",
            (string text, out TEnum value) =>
            {
                value = default;
                return text.Split(',', StringSplitOptions.TrimEntries)
                    .All(name => names.Contains(name, StringComparer.OrdinalIgnoreCase))
                    && Enum.TryParse(text, ignoreCase: true, out value);
            });
    }

    /// <summary>Some of an enumeration's names, joined by commas, in any letter case.</summary>
    public static ValueKind<ImmutableArray<TEnum>> List<TEnum>()
        where TEnum : struct, Enum
    {
        var one = Choice<TEnum>();
        return new ValueKind<ImmutableArray<TEnum>>(
            $"{one.Expected}, or several joined by commas",
            (string text, out ImmutableArray<TEnum> value) =>
            {
                var words = text.Split(',', StringSplitOptions.TrimEntries);
                value =
                [
                    .. words
                        .Where(word => one.TryParse(word, out _))
                        .Select(word => Enum.Parse<TEnum>(word, ignoreCase: true)),
                ];
                return value.Length == words.Length;
            });
    }

    /// <summary>One of an enumeration's names, in any letter case.</summary>
    public static ValueKind<TEnum> Choice<TEnum>()
        where TEnum : struct, Enum
    {
        var names = Enum.GetNames<TEnum>();
        return new ValueKind<TEnum>(
            string.Join(" or ", names.Select(name => $"'{name}'")),
            (string text, out TEnum value) =>
            {
                value = default;
                return names.Contains(text, StringComparer.OrdinalIgnoreCase)
                    && Enum.TryParse(text, ignoreCase: true, out value);
            });
    }

    private static bool IsOneFlag<TEnum>(TEnum value)
        where TEnum : struct, Enum => int.IsPow2(Convert.ToInt32(value, CultureInfo.InvariantCulture));
}
