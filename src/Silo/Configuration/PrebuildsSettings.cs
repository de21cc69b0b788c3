using System.Collections.Immutable;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Silo.Configuration;

/// <summary>What the section <c>Prebuilds</c> says, read once at start. An empty value counts as absent.</summary>
internal sealed class PrebuildsSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Prebuilds";

    /// <summary>What only clients read; it may stand in an environment that a silo shares with them.</summary>
    private const string OfClients = "Client:";

    private readonly ImmutableArray<(Setting Setting, string Key, string Text)> _given;

    private PrebuildsSettings(
        ImmutableArray<(Setting Setting, string Key, string Text)> given, ImmutableArray<string> problems)
    {
        _given = given;
        Problems = problems;
    }

    /// <summary>
    /// Keys that nobody knows and values that cannot be read, each as a sentence; empty when all is well.
    /// </summary>
    public ImmutableArray<string> Problems { get; }

    /// <summary>Reads the section.</summary>
    public static PrebuildsSettings Read(IConfiguration configuration)
    {
        var given = ImmutableArray.CreateBuilder<(Setting, string, string)>();
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var (key, text) in Values(configuration))
        {
            var setting = SettingsTable.All.FirstOrDefault(known => known.Matches(key));
            if (setting is not null)
            {
                given.Add((setting, key, text));
            }

            if ((setting is null ? Unknown(key) : setting.WhyUnreadable(key, text)) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return new PrebuildsSettings(given.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>
    /// Sets what the section says about these options; what it does not mention, or not readably, keeps its default.
    /// </summary>
    public TOptions Apply<TOptions>(TOptions options)
        where TOptions : class
    {
        foreach (var (setting, key, text) in _given)
        {
            setting.Apply(key, text, options);
        }

        return options;
    }

    private static IEnumerable<(string Key, string Text)> Values(IConfiguration configuration) =>
        from pair in configuration.GetSection(Section).AsEnumerable(makePathsRelative: true)
            .OrderBy(pair => pair.Key, ConfigurationKeyComparer.Instance)
        where !string.IsNullOrWhiteSpace(pair.Value)
            && !pair.Key.StartsWith(OfClients, StringComparison.OrdinalIgnoreCase)
        select (pair.Key, pair.Value.Trim());

    private static string Unknown(string key) => MeantBy(key) is { } meant
        ? $"{Section}:{key} is not a setting. Did you mean {Section}:{meant}?"
        : $"{Section}:{key} is not a setting. Remove it; docs/configuration.md lists all settings.";

    private static string? MeantBy(string unknown)
    {
        string[] known = [.. SettingsTable.All.Select(setting => setting.Example)];
        return known.FirstOrDefault(key => IsPart(unknown, key) || IsPart(key, unknown))
            ?? NearestName.Of(unknown, known);
    }

    /// <summary>
    /// Whether one key is the other but for segments before or after it (<c>Interval</c>, <c>Storage</c>).
    /// </summary>
    private static bool IsPart(string part, string whole) =>
        whole.EndsWith($":{part}", StringComparison.OrdinalIgnoreCase)
        || whole.StartsWith($"{part}:", StringComparison.OrdinalIgnoreCase);
}
