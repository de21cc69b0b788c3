using System.Collections.Immutable;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Grains;
using Prebuilds.Grains.Catalog;
using Prebuilds.Grains.Templates;
using Prebuilds.Templates;

namespace Prebuilds.Client.Calls;

/// <summary>
/// Templates: what <see cref="ITemplateGrain"/> promises, repeated when the way to the cluster failed.
/// </summary>
public sealed class TemplateCalls
{
    private readonly IGrainFactory _grains;
    private readonly CallRetry _retry;

    internal TemplateCalls(IGrainFactory grains, CallRetry retry) => (_grains, _retry) = (grains, retry);

    /// <inheritdoc cref="ICatalogGrain.ListTemplates"/>
    public Task<ImmutableArray<Template>> List(CancellationToken stop = default) =>
        _retry.Run(_grains.Catalog().ListTemplates, stop);

    /// <inheritdoc cref="ICatalogGrain.GetTemplate"/>
    public Task<Template?> Get(string name, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Catalog().GetTemplate(name), stop);

    /// <inheritdoc cref="ITemplateGrain.Push"/>
    /// <param name="name">The template's name, as its <c>template.yaml</c> says it.</param>
    /// <param name="package">The directory.</param>
    /// <param name="activate">Whether its pools shall replace those of the version that is active now.</param>
    /// <param name="stop">Gives up waiting; the push may still take effect.</param>
    public Task<PushOutcome> Push(
        string name, TemplatePackage package, bool activate, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Template(name).Push(package, activate), stop);

    /// <inheritdoc cref="ITemplateGrain.Promote"/>
    /// <param name="name">The template's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="stop">Gives up waiting; the command may still take effect.</param>
    public Task<CommandOutcome> Promote(string name, TemplateVersionId version, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Template(name).Promote(version), stop);

    /// <inheritdoc cref="ITemplateGrain.Deprecate"/>
    /// <param name="name">The template's name.</param>
    /// <param name="deprecated">False: its pools are kept again.</param>
    /// <param name="stop">Gives up waiting; the command may still take effect.</param>
    public Task<CommandOutcome> Deprecate(string name, bool deprecated, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Template(name).Deprecate(deprecated), stop);

    /// <inheritdoc cref="ITemplateGrain.Delete"/>
    /// <param name="name">The template's name.</param>
    /// <param name="stop">Gives up waiting; the command may still take effect.</param>
    public Task<CommandOutcome> Delete(string name, CancellationToken stop = default) =>
        _retry.Run(() => _grains.Template(name).Delete(), stop);
}
