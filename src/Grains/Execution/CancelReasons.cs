using Prebuilds.Planning;
using Prebuilds.Presets;

namespace Prebuilds.Grains.Execution;

/// <summary>Why a plan cancels a creation, as a sentence that is kept with the build.</summary>
internal static class CancelReasons
{
    /// <summary>The sentence.</summary>
    /// <param name="reason">Why the member leaves.</param>
    /// <param name="preset">The preset that the plan was made for.</param>
    public static string Of(RemovalReason reason, Preset preset) => reason switch
    {
        RemovalReason.Surplus => "Surplus: the pool wants fewer members now.",
        RemovalReason.Inactive when preset.TemplateDeleted => $"Template {preset.Name.Template} is deleted.",
        RemovalReason.Inactive when preset.TemplateDeprecated => $"Template {preset.Name.Template} is deprecated.",
        RemovalReason.Inactive when preset.IsActiveVersion => $"Superseded: version {preset.Version} is active now.",
        RemovalReason.Inactive => $"Superseded: the template's active version has no preset {preset.Name.Preset}.",
        RemovalReason.Held when preset.ValidationError is not null =>
            $"Held: a permanent error stops creation until a new version or 'prebuilds preset resume {preset.Name}'.",
        RemovalReason.Held =>
            $"Held: too many creations failed in a row; 'prebuilds preset resume {preset.Name}' makes it anew.",
        RemovalReason.NoRoom => "Held: the platform has no room now; the pool makes it anew when its delay is over.",
        RemovalReason.Expired => "Expired: the pool is made anew.",
        _ => "The pool does not want it any more.",
    };
}
