using System.Collections.Immutable;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Grains.Templates;

/// <summary>A template's directory, read and checked.</summary>
/// <param name="Package">The files that could be read.</param>
/// <param name="Definition">What its <c>template.yaml</c> says; null exactly when there are problems.</param>
/// <param name="Problems">Everything that is wrong with it.</param>
public sealed record CheckedDirectory(
    TemplatePackage Package, TemplateDefinition? Definition, ImmutableArray<Problem> Problems);
