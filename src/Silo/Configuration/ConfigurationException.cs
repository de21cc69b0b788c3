using System.Collections.Immutable;

namespace Prebuilds.Silo.Configuration;

/// <summary>The configuration is wrong. The message lists every problem, one a line.</summary>
internal sealed class ConfigurationException(ImmutableArray<string> problems) : Exception(string.Join(
    Environment.NewLine,
    [$"Prebuilds cannot start; its configuration has {problems.Length} problem(s):", .. problems.Select(problem => $"  - {problem}")]));
