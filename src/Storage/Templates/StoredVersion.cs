using Prebuilds.Templates;

namespace Prebuilds.Storage.Templates;

/// <summary>A version as it is stored.</summary>
/// <param name="Version">The version.</param>
/// <param name="IsActive">Whether it is its template's active one.</param>
public sealed record StoredVersion(TemplateVersion Version, bool IsActive);
