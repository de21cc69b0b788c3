namespace Prebuilds.Storage.Mapping;

/// <summary>A value that goes into a JSON column.</summary>
/// <param name="Text">The JSON; null: the column is null.</param>
internal readonly record struct Json(string? Text);
