using System.Collections.Immutable;
using Prebuilds.Templates;

namespace Prebuilds.Storage.Templates;

/// <summary>How the check of a version ends.</summary>
/// <param name="Problems">What was found; empty: it has passed.</param>
/// <param name="Pins">
/// What was chosen for the version, kept when it has passed: at most <see cref="TemplateVersion.MaxPins"/> bytes; null:
/// nothing.
/// </param>
public sealed record CheckEnding(ImmutableArray<Problem> Problems, ReadOnlyMemory<byte>? Pins = null);
