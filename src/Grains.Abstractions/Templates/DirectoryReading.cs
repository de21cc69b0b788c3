using System.Collections.Immutable;
using Prebuilds.Templates;

namespace Prebuilds.Grains.Templates;

/// <summary>What came of reading a template's directory.</summary>
/// <param name="Package">The files, ready to be pushed; null when they could not be read.</param>
/// <param name="Problems">Why they could not, every reason at once; empty with a package.</param>
public sealed record DirectoryReading(TemplatePackage? Package, ImmutableArray<Problem> Problems);
