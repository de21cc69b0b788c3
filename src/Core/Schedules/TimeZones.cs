using System.Diagnostics.CodeAnalysis;

namespace Prebuilds.Schedules;

/// <summary>The zones of the IANA database, as this machine knows them.</summary>
public static class TimeZones
{
    /// <summary>Most characters of a zone's name.</summary>
    public const int MaxLength = 64;

    /// <summary>
    /// Whether this machine has the database. Without it only UTC is known, and every preset with another zone falls
    /// back to its base target; Debian's package <c>tzdata</c> brings it.
    /// </summary>
    public static bool HaveData => Find("Europe/London") is not null;

    /// <summary>
    /// The zone of that name; null when there is none. Letter case counts, and only names are taken, never paths.
    /// </summary>
    /// <param name="name">An IANA name, such as <c>Europe/Berlin</c>.</param>
    public static TimeZoneInfo? Find(string? name) =>
        IsName(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && !DiffersInCase(zone.Id, name)
            ? zone
            : null;

    /// <summary>
    /// The runtime joins an unknown name to a folder and opens the file, so a path (<c>/dev/zero</c>) must not get
    /// there. A name in lower case alone is the machine's own zone (<c>localtime</c>, <c>posixrules</c>), another one
    /// on each machine.
    /// </summary>
    private static bool IsName([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= MaxLength }
        && char.IsAsciiLetterUpper(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '+' or '-')
        && !name.Contains("//", StringComparison.Ordinal)
        && name[^1] != '/';

    /// <summary>
    /// The runtime remembers zones without regard to case: the answer would depend on what was asked before.
    /// </summary>
    private static bool DiffersInCase(string found, string asked) =>
        found != asked && found.Equals(asked, StringComparison.OrdinalIgnoreCase);
}
