using System.Collections.Immutable;

namespace Prebuilds.Planning.Files;

/// <summary>What a line came to.</summary>
/// <param name="Case">The decision to be made; null when there are problems.</param>
/// <param name="Problems">Everything that is wrong with the line.</param>
public sealed record DecisionReading(DecisionCase? Case, ImmutableArray<Problem> Problems);
