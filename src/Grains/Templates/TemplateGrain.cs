using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Grains.Templates;

/// <summary>One template's turns: check, store, and tell the presets that changed.</summary>
/// <param name="store">The truth.</param>
/// <param name="nudges">Tells the presets.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where changes are reported.</param>
/// <param name="silo">This silo's life as the cluster knows it; null: the silo is alone.</param>
public sealed partial class TemplateGrain(
    IPrebuildStore store,
    PresetNudges nudges,
    TimeProvider clock,
    ILogger<TemplateGrain> logger,
    SiloIncarnation? silo = null) : Grain, ITemplateGrain
{
    private string Name => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<PushOutcome> Push(TemplatePackage package, bool activate)
    {
        var reading = TemplateReader.Read(package);
        if (reading.Definition is not { } definition)
        {
            return new PushOutcome.Invalid(reading.Problems);
        }

        if (definition.Name != Name)
        {
            return new PushOutcome.Invalid([new Problem(
                TemplatePackage.DefinitionFile,
                $"the template is named '{definition.Name}', and '{Name}' was to be pushed",
                "Push it under its own name")]);
        }

        var version = new TemplateVersion(
            TemplateIdentity.Of(Name, package),
            definition,
            reading.HasClaimStep,
            clock.Now(),
            definition.Provisioner == ProvisionerKind.Script ? VersionCheck.Passed : VersionCheck.Pending);
        var changed = await store.PushVersion(version, package, activate, silo, CancellationToken.None);
        LogPushed(Name, version.Id, changed.Length);
        await nudges.Tell(changed);
        var stored = await store.ReadVersion(version.Id, CancellationToken.None);
        return new PushOutcome.Pushed(stored?.Version ?? version, stored?.IsActive ?? false);
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Promote(TemplateVersionId version)
    {
        if (await store.Promote(Name, version, silo, CancellationToken.None) is { } changed)
        {
            return await Told(changed, $"Version {version} of template '{Name}' is active.", Unknown);
        }

        var template = await store.ReadTemplate(Name, CancellationToken.None);
        return template?.Versions.FirstOrDefault(known => known.Id == version)?.Check switch
        {
            null => new CommandOutcome.NotFound(
                $"There is no version {version} of template '{Name}'. "
                + $"List them with 'prebuilds template show {Name}'."),
            VersionCheck.Failed => new CommandOutcome.Refused(
                $"Version {version} of template '{Name}' has problems, which 'prebuilds template show {Name}' lists. "
                + "Push a mended one."),
            _ => new CommandOutcome.Refused(
                $"Version {version} of template '{Name}' is still being checked. Try again in a moment."),
        };
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> Deprecate(bool deprecated) => await Told(
        await store.Retire(Name, deprecated, deleted: false, silo, CancellationToken.None),
        deprecated
            ? $"Template '{Name}' is deprecated; its pools are being drained."
            : $"Template '{Name}' is not deprecated; its pools are being kept.",
        Unknown);

    /// <inheritdoc/>
    public async Task<CommandOutcome> Delete() => await Told(
        await store.Retire(Name, deprecated: false, deleted: true, silo, CancellationToken.None),
        $"Template '{Name}' is deleted; its pools are being drained, claimed workspaces stay.",
        Unknown);

    private string Unknown => $"There is no template '{Name}'. List them with 'prebuilds template list'.";

    private async Task<CommandOutcome> Told(ImmutableArray<PresetId>? changed, string done, string unknown)
    {
        if (changed is not { } presets)
        {
            return new CommandOutcome.NotFound(unknown);
        }

        LogChanged(Name, done);
        await nudges.Tell(presets);
        return new CommandOutcome.Done(done);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Template {Template}: version {VersionId} is stored, {Presets} presets changed")]
    private partial void LogPushed(string template, TemplateVersionId versionId, int presets);

    [LoggerMessage(Level = LogLevel.Information, Message = "Template {Template}: {Change}")]
    private partial void LogChanged(string template, string change);
}
