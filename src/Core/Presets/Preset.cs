using System.Collections.Immutable;
using Orleans;
using Prebuilds.Planning.Failures;
using Prebuilds.Templates;

namespace Prebuilds.Presets;

/// <summary>What a pool should be, and the facts about it that outlive its members.</summary>
/// <param name="Id">The preset's id.</param>
/// <param name="Name">The preset's full name.</param>
/// <param name="Version">
/// The template version this definition is of: the newest promoted one that has the preset.
/// </param>
/// <param name="Parameters">Every parameter's value, defaults filled in.</param>
/// <param name="Pool">The pool wanted.</param>
/// <param name="HasClaimStep">Whether a claimed member must be applied again for its owner.</param>
/// <param name="Failures">The newest unbroken run of failed creations of this version.</param>
/// <param name="IsActiveVersion">Whether the template's active version has this preset.</param>
/// <param name="TemplateDeprecated">Whether the template is deprecated.</param>
/// <param name="TemplateDeleted">Whether the template is deleted.</param>
/// <param name="InvalidatedAt">Members created strictly before this stamp are stale; null: none is.</param>
/// <param name="ClearedAt">
/// An operator's resume: creations that finished before it are forgotten; null: none was given.
/// </param>
/// <param name="ValidationError">
/// The first permanent error, which stops creation until a new version or a resume; null: none.
/// </param>
[GenerateSerializer, Immutable, Alias("prebuilds.Preset")]
public sealed record Preset(
    PresetId Id,
    PresetName Name,
    TemplateVersionId Version,
    ImmutableSortedDictionary<string, string> Parameters,
    PoolSettings Pool,
    bool HasClaimStep,
    FailureRun Failures,
    bool IsActiveVersion = true,
    bool TemplateDeprecated = false,
    bool TemplateDeleted = false,
    DateTimeOffset? InvalidatedAt = null,
    DateTimeOffset? ClearedAt = null,
    string? ValidationError = null)
{
    /// <summary>
    /// A pool is kept only for a live preset: active version, template neither deprecated nor deleted.
    /// </summary>
    public bool Live => IsActiveVersion && !TemplateDeprecated && !TemplateDeleted;

    /// <summary>Whether members of older versions are kept, and may be claimed, until new ones are ready.</summary>
    public bool KeepsOlderVersions => Live && Pool.Rollout.Strategy == RolloutStrategy.Rolling;
}
