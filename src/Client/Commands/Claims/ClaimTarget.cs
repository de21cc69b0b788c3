using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Presets;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Client.Commands.Claims;

/// <summary>Which preset is claimed: one that is named, or the most specific one that fits parameter values.</summary>
internal sealed class ClaimTarget
{
    private readonly Argument<string> _preset = new("PRESET")
    {
        Description = "The preset: TEMPLATE/PRESET, or its UUID; or a TEMPLATE, whose most specific preset is taken "
            + "that asks for no other values than --param gives",
    };

    private readonly Option<string[]> _parameters = new("--param")
    {
        Description = "A parameter's value, with a TEMPLATE; may be repeated",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds the argument and the option to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_preset);
        command.Add(_parameters);
        _preset.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (text.Contains('/', StringComparison.Ordinal) && !PresetReference.TryParse(text, out _))
            {
                result.AddError(PresetArgument.Wrong(text));
            }
        });
        command.Validators.Add(result =>
        {
            var texts = result.GetValue(_parameters) ?? [];
            if (texts.Length > 0 && PresetReference.TryParse(result.GetValue(_preset), out var preset))
            {
                result.AddError($"--param goes with a TEMPLATE; {preset} has its values already.");
            }

            foreach (var text in texts.Where(text => text.IndexOf('=', StringComparison.Ordinal) <= 0))
            {
                result.AddError($"--param has {Quoted.Of(text)}. Write KEY=VALUE.");
            }

            foreach (var key in texts.Select(KeyOf).CountBy(key => key).Where(count => count.Value > 1))
            {
                result.AddError($"--param gives {Quoted.Of(key.Key)} {key.Value} values. Give it one.");
            }
        });
    }

    /// <summary>The preset; null when the template is unknown or none of its presets fits.</summary>
    public async Task<PresetReference?> Find(Session session, PrebuildsClient client, CancellationToken stop)
    {
        var text = session.Require(_preset);
        if (PresetReference.TryParse(text, out var named))
        {
            return named;
        }

        var template = await client.Templates.Get(text, stop);
        var active = template?.Versions.FirstOrDefault(version => version.Id == template.ActiveVersion);
        return active is not null && PresetMatch.MostSpecific(Request(session), active.Definition.Presets) is { } preset
            ? PresetReference.FromPresetName(new PresetName(text, preset.Name))
            : null;
    }

    /// <summary>What to say when there is none.</summary>
    public string Unknown(Session session)
    {
        var wanted = string.Join(", ", session.Require(_parameters));
        return $"No preset of the active version of a template {Quoted.Of(session.Require(_preset))} fits "
            + (wanted.Length == 0 ? "a claim without parameters" : wanted)
            + ". 'prebuilds template list' shows templates and their presets.";
    }

    private static string KeyOf(string text) => text.Split('=', 2)[0];

    private Dictionary<string, string> Request(Session session) =>
        session.Require(_parameters).ToDictionary(KeyOf, text => text.Split('=', 2)[1], StringComparer.Ordinal);
}
