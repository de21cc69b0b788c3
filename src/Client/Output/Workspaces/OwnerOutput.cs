namespace Prebuilds.Client.Output.Workspaces;

/// <summary>Whose a workspace is.</summary>
/// <param name="Id">The user's UUID.</param>
/// <param name="Name">The login name; the UUID's text when there is none.</param>
internal sealed record OwnerOutput(Guid Id, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
