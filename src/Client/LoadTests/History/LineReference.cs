namespace Prebuilds.Client.LoadTests.History;

/// <summary>A line of a history file.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Number">The line, counted from 1.</param>
public readonly record struct LineReference(string File, long Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Number}";
}
