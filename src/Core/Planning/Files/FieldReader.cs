using System.Globalization;
using System.Text.Json;
using Prebuilds.Presets;
using static System.FormattableString;

namespace Prebuilds.Planning.Files;

/// <summary>Reads the fields of one JSON object; what is wrong is listed, and read as if it were not there.</summary>
/// <param name="element">The object.</param>
/// <param name="path">Where it stands in the line; empty at the top.</param>
/// <param name="problems">The list.</param>
internal sealed class FieldReader(JsonElement element, string path, List<Problem> problems)
{
    private const long HundredYears = 100L * 365 * 24 * 60 * 60;

    private const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private const string AnInstant = "an instant such as 2025-06-02T12:00:00Z";

    /// <summary>Lists a problem of a field.</summary>
    public void Refuse(string name, string value, string expected) =>
        problems.Add(new Problem(path + name, $"{Quoted.Of(value)} is not allowed here", $"Write {expected}"));

    /// <summary>A text; null when it is absent.</summary>
    public string? Text(string name) =>
        Find(name, JsonValueKind.String, "a text in double quotes") is { } text ? text.GetString() : null;

    /// <summary>A truth; false when it is absent.</summary>
    public bool Flag(string name, bool otherwise = false)
    {
        if (Find(name) is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Refuse(name, value.GetRawText(), "true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>A whole number from 0 to the greatest allowed; 0 when it is absent.</summary>
    public int Count(string name, int greatest)
    {
        if (Find(name) is not { } value)
        {
            return 0;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count)
            && count >= 0 && count <= greatest)
        {
            return count;
        }

        Refuse(name, value.GetRawText(), Invariant($"a whole number from 0 to {greatest}"));
        return 0;
    }

    /// <summary>A number of seconds from the least allowed to 100 years; null when it is absent.</summary>
    public TimeSpan? Seconds(string name, int least = int.MinValue)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var seconds)
            && seconds >= least && seconds <= HundredYears)
        {
            return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        Refuse(name, value.GetRawText(), Invariant($"a number of seconds from {least} to {HundredYears}"));
        return null;
    }

    /// <summary>A number of members, or a share of the target as text; the usual one when it is absent.</summary>
    public Surge Surge(string name)
    {
        if (Find(name) is not { } value)
        {
            return Presets.Surge.Default;
        }

        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.String
            && Presets.Surge.TryParse(value.ToString(), out var surge))
        {
            return surge;
        }

        Refuse(name, value.GetRawText(), "a number of members from 1, or a share of the target such as \"25%\"");
        return Presets.Surge.Default;
    }

    /// <summary>An instant of ISO 8601, in UTC when it names no offset; null when it is absent.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Find(name, JsonValueKind.String, AnInstant) is not { } value)
        {
            return null;
        }

        var text = value.GetString()!;
        if (text is [_, _, _, _, '-', _, _, '-', ..]
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Universal, out var instant))
        {
            return instant;
        }

        Refuse(name, text, AnInstant);
        return null;
    }

    /// <summary>An instant that must be there.</summary>
    public DateTimeOffset RequiredInstant(string name)
    {
        if (Find(name) is null)
        {
            problems.Add(new Problem(path + name, "it is missing", $"Write {AnInstant}"));
        }

        return Instant(name) ?? default;
    }

    /// <summary>An object; null when it is absent.</summary>
    public FieldReader? Object(string name) =>
        Find(name, JsonValueKind.Object, "an object") is { } value
            ? new FieldReader(value, $"{path}{name}.", problems)
            : null;

    /// <summary>The objects of a list; empty when it is absent.</summary>
    public IEnumerable<FieldReader> List(string name)
    {
        if (Find(name, JsonValueKind.Array, "a list") is not { } list)
        {
            return [];
        }

        var items = new List<FieldReader>();
        foreach (var item in list.EnumerateArray())
        {
            var place = Invariant($"{name}[{items.Count}]");
            if (item.ValueKind != JsonValueKind.Object)
            {
                Refuse(place, item.GetRawText(), "an object");
                break;
            }

            items.Add(new FieldReader(item, $"{path}{place}.", problems));
        }

        return items;
    }

    private JsonElement? Find(string name, JsonValueKind kind, string expected)
    {
        if (Find(name) is not { } value || value.ValueKind == kind)
        {
            return Find(name);
        }

        Refuse(name, value.GetRawText(), expected);
        return null;
    }

    /// <summary>A field; one that is null counts as absent.</summary>
    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
