using System.Collections.Immutable;
using Orleans;

namespace Prebuilds.Templates;

/// <summary>What to build, in versions.</summary>
/// <param name="Name">The template's name.</param>
/// <param name="ActiveVersion">The version whose pools are kept; null until one is promoted.</param>
/// <param name="Deprecated">Whether its pools are drained because nobody should start with it any more.</param>
/// <param name="Deleted">Whether it is deleted; its claimed workspaces stay.</param>
/// <param name="Versions">All versions, newest first.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.Template")]
public sealed record Template(
    string Name,
    TemplateVersionId? ActiveVersion,
    bool Deprecated,
    bool Deleted,
    ImmutableArray<TemplateVersion> Versions);
