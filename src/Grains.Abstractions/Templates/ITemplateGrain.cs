using Prebuilds.Templates;

namespace Prebuilds.Grains.Templates;

/// <summary>Owns one template's versions. Keyed by the template's name.</summary>
/// <remarks>
/// Each call may be made again. A silo that hangs is given up within seconds; callers then ask the next one, which they
/// would not within their patience if they waited for the hanging one as long as Orleans does.
/// </remarks>
[Alias("prebuilds.ITemplateGrain")]
public interface ITemplateGrain : IGrainWithStringKey
{
    /// <summary>
    /// Checks a directory and stores it as a version; the same content is the same version. What only its provisioner
    /// can check is checked afterwards, and the version is activated once that has passed.
    /// </summary>
    /// <param name="package">The directory.</param>
    /// <param name="activate">Whether its pools shall replace those of the version that is active now.</param>
    /// <returns>The version, or every problem at once; then nothing was stored.</returns>
    [Alias("Push"), ResponseTimeout("00:00:10")]
    Task<PushOutcome> Push(TemplatePackage package, bool activate);

    /// <summary>
    /// Makes a stored version the active one; its pools replace those of the version before. Refused until its check
    /// has passed.
    /// </summary>
    [Alias("Promote"), ResponseTimeout("00:00:10")]
    Task<CommandOutcome> Promote(TemplateVersionId version);

    /// <summary>Drains the template's pools, or keeps them again; claimed workspaces stay.</summary>
    [Alias("Deprecate"), ResponseTimeout("00:00:10")]
    Task<CommandOutcome> Deprecate(bool deprecated);

    /// <summary>
    /// Drains the template's pools and hides it; claimed workspaces stay. Pushing it again revives it.
    /// </summary>
    [Alias("Delete"), ResponseTimeout("00:00:10")]
    Task<CommandOutcome> Delete();
}
