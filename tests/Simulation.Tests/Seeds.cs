using System.Globalization;

namespace Prebuilds.Simulation.Tests;

/// <summary>Which worlds are run: the same ones each time, unless the environment says otherwise.</summary>
internal static class Seeds
{
    private const int Usual = 10_000;

    /// <summary>The first seed: <c>PREBUILDS_SEED</c>, default 1.</summary>
    public static int First { get; } = Number("PREBUILDS_SEED") ?? 1;

    /// <summary>
    /// How many seeds from there: <c>PREBUILDS_SEEDS</c>; default 10000, or 1 when the first is named.
    /// </summary>
    public static int Count { get; } = Number("PREBUILDS_SEEDS") ?? (Number("PREBUILDS_SEED") is null ? Usual : 1);

    /// <summary>
    /// The seeds that once found something, from <c>regressions.txt</c>: a number, then why it is kept.
    /// </summary>
    public static IEnumerable<int> Kept => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "regressions.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
