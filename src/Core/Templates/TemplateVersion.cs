using System.Collections.Immutable;
using Orleans;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Templates;

/// <summary>An immutable version of a template.</summary>
/// <param name="Id">The version's id, derived from name and content.</param>
/// <param name="Definition">What its <c>template.yaml</c> says.</param>
/// <param name="HasClaimStep">Whether a claimed workspace must be applied again for its new owner.</param>
/// <param name="PushedAt">When this content was first pushed.</param>
/// <param name="Check">How far the check by its provisioner is: only what has passed is ever activated.</param>
/// <param name="Problems">What that found; default: nothing so far.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.TemplateVersion")]
public sealed record TemplateVersion(
    TemplateVersionId Id,
    TemplateDefinition Definition,
    bool HasClaimStep,
    DateTimeOffset PushedAt,
    VersionCheck Check = VersionCheck.Passed,
    ImmutableArray<Problem> Problems = default)
{
    /// <summary>Most problems that are kept of one check.</summary>
    public const int MaxProblems = 100;

    /// <summary>Most bytes that are kept of what a check chose for the version.</summary>
    public const int MaxPins = 256 * 1024;
}
