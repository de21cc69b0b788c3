namespace Prebuilds.Storage.Templates;

/// <summary>Why a template's pools are drained.</summary>
/// <param name="Deprecated">Whether it is deprecated.</param>
/// <param name="Deleted">Whether it is deleted.</param>
internal sealed record Retirement(bool Deprecated, bool Deleted);
