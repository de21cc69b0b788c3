using System.Collections.Immutable;
using Orleans;

namespace Prebuilds.Templates;

/// <summary>One file of a template's directory.</summary>
/// <param name="Path">The path below the directory, with forward slashes.</param>
/// <param name="Executable">Whether its owner may execute it.</param>
/// <param name="Content">The bytes.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.TemplateFile")]
public sealed record TemplateFile(string Path, bool Executable, ImmutableArray<byte> Content);
