using Orleans;

namespace Prebuilds.Presets;

/// <summary>A preset's full name as people write it: <c>template/preset</c>.</summary>
/// <param name="Template">The template's name.</param>
/// <param name="Preset">The preset's name within the template.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PresetName")]
public readonly record struct PresetName(string Template, string Preset)
{
    /// <summary>The id of the preset with this name, in every version of the template.</summary>
    public PresetId ToId() => new(NameBasedGuid.Create(NameBasedGuid.Presets, ToString()));

    /// <summary>Reads <c>template/preset</c>; false when the text is not two names joined by one slash.</summary>
    /// <param name="text">What the caller wrote.</param>
    /// <param name="name">The name, when the answer is true.</param>
    public static bool TryParse(string? text, out PresetName name)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash <= 0 || slash == text!.Length - 1 || text.IndexOf('/', slash + 1) >= 0)
        {
            name = default;
            return false;
        }

        name = new PresetName(text[..slash], text[(slash + 1)..]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Template}/{Preset}";
}
