using System.Collections.Immutable;
using System.Text.Json;
using Prebuilds.Client.LoadTests.History;

namespace Prebuilds.Client.LoadTests.Checking;

/// <summary>A rule that was broken, with the lines that contradict each other.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Text">What contradicts, as a sentence.</param>
/// <param name="Lines">Where; empty when only the store says it.</param>
public sealed record Violation(Rule Rule, string Text, ImmutableArray<LineReference> Lines)
{
    /// <summary>The rule as it is written.</summary>
    public string RuleName => JsonNamingPolicy.CamelCase.ConvertName(Rule.ToString());

    /// <summary>The lines, the rule and the sentence on one line.</summary>
    public override string ToString() => Lines.IsEmpty
        ? $"{RuleName}: {Text}"
        : $"{string.Join(", ", Lines)}: {RuleName}: {Text}";
}
