using System.Collections.Immutable;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Templates;

/// <summary>What came of reading a template: its definition, or every problem that it has.</summary>
/// <param name="Definition">The definition; null exactly when there are problems.</param>
/// <param name="Problems">The problems: those of the files first, then those of the definition by line.</param>
public sealed record TemplateReading(TemplateDefinition? Definition, ImmutableArray<Problem> Problems)
{
    /// <summary>
    /// Whether a claimed workspace must be applied again for its owner: always by terraform, and by scripts when
    /// there is one for it. False when there are problems.
    /// </summary>
    public bool HasClaimStep { get; init; }
}
