using Prebuilds.Presets;

namespace Prebuilds.Client;

/// <summary>A preset as callers address it: by full name or by id.</summary>
public readonly record struct PresetReference
{
    private readonly string? _text;

    private PresetReference(PresetId id, string text)
    {
        Id = id;
        _text = text;
    }

    /// <summary>The preset's id.</summary>
    public PresetId Id { get; }

    /// <summary>The preset with this id.</summary>
    public static PresetReference FromPresetId(PresetId id) => new(id, id.ToString());

    /// <summary>The preset with this full name.</summary>
    public static PresetReference FromPresetName(PresetName name) => new(name.ToId(), name.ToString());

    /// <summary>Reads <c>template/preset</c> or a UUID; false when the text is neither.</summary>
    /// <param name="text">What the caller wrote.</param>
    /// <param name="preset">The preset, when the answer is true.</param>
    public static bool TryParse(string? text, out PresetReference preset)
    {
        if (PresetName.TryParse(text, out var name))
        {
            preset = FromPresetName(name);
            return true;
        }

        var isId = Guid.TryParse(text, out var id);
        preset = isId ? FromPresetId(new PresetId(id)) : default;
        return isId;
    }

    /// <summary>Reads <c>template/preset</c> or a UUID.</summary>
    /// <param name="text">What the caller wrote.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static PresetReference Parse(string text) => TryParse(text, out var preset)
        ? preset
        : throw new FormatException($"{Quoted.Of(text)} is not a preset; write template/preset or a UUID");

    /// <summary>The preset with this id.</summary>
    public static implicit operator PresetReference(PresetId id) => FromPresetId(id);

    /// <summary>The preset with this full name.</summary>
    public static implicit operator PresetReference(PresetName name) => FromPresetName(name);

    /// <summary>As the caller addressed it.</summary>
    public override string ToString() => _text ?? Id.ToString();
}
