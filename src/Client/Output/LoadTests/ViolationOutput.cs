using Prebuilds.Client.LoadTests.Checking;

namespace Prebuilds.Client.Output.LoadTests;

/// <summary>A rule that was broken.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Text">What contradicts, as a sentence.</param>
/// <param name="Lines">Where, <c>FILE:LINE</c>; empty when only the store says it.</param>
internal sealed record ViolationOutput(string Rule, string Text, string[] Lines)
{
    /// <summary>The violation as it is shown.</summary>
    public static ViolationOutput Of(Violation violation) =>
        new(violation.RuleName, violation.Text, [.. violation.Lines.Select(line => line.ToString())]);
}
