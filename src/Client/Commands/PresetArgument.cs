using System.CommandLine;

namespace Prebuilds.Client.Commands;

/// <summary>Which preset a command is about.</summary>
internal static class PresetArgument
{
    /// <summary>The argument.</summary>
    public static Argument<PresetReference> Build() => new("PRESET")
    {
        Description = "The preset: TEMPLATE/PRESET, or its UUID",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!PresetReference.TryParse(text, out var preset))
            {
                result.AddError(Wrong(text));
            }

            return preset;
        },
    };

    /// <summary>What to say to text that is no preset.</summary>
    public static string Wrong(string text) =>
        $"{Quoted.Of(text)} is not a preset. Write TEMPLATE/PRESET, such as go-dev/large, or its UUID.";

    /// <summary>What to say when there is no such preset.</summary>
    public static string Unknown(PresetReference preset) =>
        $"There is no preset {preset}. 'prebuilds preset list' shows those that there are.";
}
