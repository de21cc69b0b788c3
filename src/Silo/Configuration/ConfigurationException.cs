namespace Prebuilds.Silo.Configuration;

/// <summary>The configuration is wrong. The message lists every problem, one a line.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> problems) : Exception(string.Join(
    Environment.NewLine,
    [
        $"Prebuilds cannot start; its configuration has {problems.Count} problem(s):",
        .. problems.Select(problem => $"  - {problem}"),
    ]));
