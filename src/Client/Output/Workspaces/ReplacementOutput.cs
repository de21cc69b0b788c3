namespace Prebuilds.Client.Output.Workspaces;

/// <summary>A resource that a hand-over replaced, or would have.</summary>
/// <param name="Address">Which one, as its template names it.</param>
/// <param name="Paths">The attributes whose change forces it.</param>
internal sealed record ReplacementOutput(string Address, string[] Paths)
{
    /// <inheritdoc/>
    public override string ToString() => Paths is [] ? Address : $"{Address}, forced by {string.Join(", ", Paths)}";
}
