using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Presets;

namespace Prebuilds.Client.Commands.Lists;

/// <summary>Of which preset a list is.</summary>
internal sealed class PresetOption : Option<string?>
{
    /// <summary>The option; without it, of all.</summary>
    public PresetOption()
        : base("--preset", "-p")
    {
        Description = "Only of this preset: TEMPLATE/PRESET, or its UUID";
        HelpName = "PRESET";
        Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !PresetReference.TryParse(text, out _))
            {
                result.AddError(PresetArgument.Wrong(text));
            }
        });
    }

    /// <summary>The preset that a command line names; null: none.</summary>
    public PresetId? Of(Session session) =>
        session.Get(this) is { } text ? PresetReference.Parse(text).Id : null;
}
