using Microsoft.Extensions.Options;
using Prebuilds.Grains;
using Prebuilds.Grains.Catalog;
using Prebuilds.Grains.Hosting;
using Prebuilds.Grains.Templates;
using Prebuilds.Planning.Rosters;
using Prebuilds.Presets;
using Prebuilds.Templates;

namespace Prebuilds.Silo.Demo;

/// <summary>
/// Pushes the example template to an empty store, reports how its pools fill, and says how to claim: at every start,
/// for the first one may have been broken off.
/// </summary>
internal sealed partial class DemoTemplate(
    IGrainFactory grains, IOptions<GrainsOptions> options, TimeProvider clock, ILogger<DemoTemplate> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (options.Value.Enabled && await Example() is { } version)
            {
                await ReportUntilFull(version, stoppingToken);
            }
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            // A demonstration that fails must not take the silo with it.
            LogFailed(error);
        }
    }

    /// <summary>
    /// The example as it is live; pushed, when the store is empty. Null when there are other templates only, somebody
    /// deprecated or deleted the example, or there is none.
    /// </summary>
    private async Task<TemplateVersion?> Example()
    {
        if (await grains.Catalog().GetTemplate(ExampleDirectory.Template) is { } stored)
        {
            return stored is { Deprecated: false, Deleted: false }
                ? stored.Versions.FirstOrDefault(version => version.Id == stored.ActiveVersion)
                : null;
        }

        return (await grains.Catalog().ListTemplates()).IsEmpty ? await Push() : null;
    }

    /// <summary>Pushes the example; null when there is none, or it has problems.</summary>
    private async Task<TemplateVersion?> Push()
    {
        if (ExampleDirectory.Find() is not { } directory)
        {
            LogNoExample(ExampleDirectory.Relative);
            return null;
        }

        var read = TemplateDirectory.Check(directory);
        var problems = read.Problems;
        if (read.Definition is { } definition)
        {
            var outcome = await grains.Template(definition.Name).Push(read.Package, activate: true);
            if (outcome is PushOutcome.Pushed pushed)
            {
                LogPushed(directory);
                return pushed.Version;
            }

            problems = outcome is PushOutcome.Invalid invalid ? invalid.Problems : problems;
        }

        LogRefused(directory, string.Join(' ', problems));
        return null;
    }

    private async Task ReportUntilFull(TemplateVersion version, CancellationToken stop)
    {
        var waiting = version.Definition.Presets.ToDictionary(
            preset => new PresetName(version.Definition.Name, preset.Name), _ => "");
        using var timer = new PeriodicTimer(LookAgain, clock);
        while (waiting.Count > 0 && await timer.WaitForNextTickAsync(stop))
        {
            foreach (var preset in waiting.Keys.ToList())
            {
                await Look(preset, waiting);
            }
        }

        LogHowToClaim(new PresetName(version.Definition.Name, version.Definition.Presets[0].Name));
    }

    /// <summary>Looks at a pool that was not full; once it is, it is not waited for any more.</summary>
    private async Task Look(PresetName preset, Dictionary<PresetName, string> waiting)
    {
        if (await grains.Catalog().GetPreset(preset.ToId()) is not { } status
            || Report(status, waiting[preset]) is not { } now)
        {
            return;
        }

        waiting[preset] = now;
        if (IsFull(status.Plan.State))
        {
            waiting.Remove(preset);
        }
    }

    /// <summary>Says how full the pool is, and why it waits, when that differs from what was said last.</summary>
    private string? Report(PresetStatus status, string said)
    {
        var state = status.Plan.State;
        var why = IsFull(state) ? "" : string.Concat(status.Plan.Notes.Select(note => $"; {note}"));
        var now = $"{state.Eligible} of {state.Desired} ready{why}";
        if (now == said)
        {
            return null;
        }

        LogFilling(status.Preset.Name, now);
        return now;
    }

    private static bool IsFull(PoolState state) => state.Eligible >= state.Desired;

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The store was empty: pushed the example template {Directory}")]
    private partial void LogPushed(string directory);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Preset}: {Filling}")]
    private partial void LogFilling(PresetName preset, string filling);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Claim a workspace: dotnet run --project src/Client -- claim {Preset} --name dev1")]
    private partial void LogHowToClaim(PresetName preset);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The store is empty, and there is no example to push: {Directory} is not in a folder above. Push a "
            + "template of yours")]
    private partial void LogNoExample(string directory);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The example template {Directory} was not pushed: {Problems}")]
    private partial void LogRefused(string directory, string problems);

    [LoggerMessage(Level = LogLevel.Error, Message = "The demonstration broke off; the silo goes on")]
    private partial void LogFailed(Exception error);
}
