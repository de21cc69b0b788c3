using System.Collections.Concurrent;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing.Provisioning;

/// <summary>All that a <see cref="FakeProvisioner"/> makes: a mark for each workspace that is there.</summary>
public abstract class FakeMarks
{
    /// <summary>The workspaces that are there.</summary>
    public abstract IReadOnlyCollection<WorkspaceId> All { get; }

    /// <summary>Whether a workspace is there.</summary>
    public abstract bool Has(WorkspaceId workspace);

    /// <summary>Marks a workspace; again changes nothing.</summary>
    public abstract void Add(WorkspaceId workspace);

    /// <summary>Removes a mark; again changes nothing.</summary>
    public abstract void Remove(WorkspaceId workspace);
}

/// <summary>Marks that end with the process.</summary>
public sealed class MemoryMarks : FakeMarks
{
    private readonly ConcurrentDictionary<WorkspaceId, bool> _marks = new();

    /// <inheritdoc/>
    public override IReadOnlyCollection<WorkspaceId> All => [.. _marks.Keys];

    /// <inheritdoc/>
    public override bool Has(WorkspaceId workspace) => _marks.ContainsKey(workspace);

    /// <inheritdoc/>
    public override void Add(WorkspaceId workspace) => _marks[workspace] = true;

    /// <inheritdoc/>
    public override void Remove(WorkspaceId workspace) => _marks.TryRemove(workspace, out _);
}

/// <summary>Marks that outlive the process and that several processes share: a folder for each.</summary>
/// <param name="path">The folder of the folders; made when it is missing.</param>
public sealed class FolderMarks(string path) : FakeMarks
{
    /// <inheritdoc/>
    public override IReadOnlyCollection<WorkspaceId> All => Directory.Exists(path)
        ? [.. Directory.EnumerateDirectories(path).Select(it => new WorkspaceId(Guid.Parse(Path.GetFileName(it))))]
        : [];

    /// <inheritdoc/>
    public override bool Has(WorkspaceId workspace) => Directory.Exists(Of(workspace));

    /// <inheritdoc/>
    public override void Add(WorkspaceId workspace) => Directory.CreateDirectory(Of(workspace));

    /// <inheritdoc/>
    public override void Remove(WorkspaceId workspace)
    {
        try
        {
            Directory.Delete(Of(workspace));
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone already.
        }
    }

    private string Of(WorkspaceId workspace) => Path.Combine(path, workspace.ToString());
}
