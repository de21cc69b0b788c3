using Microsoft.Extensions.Options;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Templates;
using Prebuilds.Workspaces;

namespace Prebuilds.Provisioning.Local;

/// <summary>
/// Where things lie below the data directory. Processes of one machine may share it; machines may not.
/// </summary>
/// <param name="options">Names the data directory.</param>
/// <param name="workspaces">The folder below it of one provisioner's workspaces.</param>
internal sealed class DataFolders(IOptions<ProvisioningOptions> options, string workspaces = "workspaces")
{
    /// <summary>The folder of terraform's workspaces, below the data directory.</summary>
    public static string TerraformWorkspaces { get; } = Path.Combine("terraform", "workspaces");

    /// <summary>The data directory.</summary>
    public string Data => options.Value.DataDirectory;

    /// <summary>What the terraform provisioner keeps beside templates and workspaces.</summary>
    public string Terraform => Path.Combine(options.Value.DataDirectory, "terraform");

    /// <summary>Unpacked template versions.</summary>
    public string Templates => Path.Combine(options.Value.DataDirectory, "templates");

    /// <summary>The workspaces' own folders.</summary>
    public string Workspaces => Path.Combine(options.Value.DataDirectory, workspaces);

    /// <summary>Lock files.</summary>
    public string Locks => Path.Combine(options.Value.DataDirectory, "locks");

    /// <summary>When workspaces were found that the store has never known.</summary>
    public string Unknown => Path.Combine(options.Value.DataDirectory, "unknown");

    /// <summary>The mark that says whose directory this is.</summary>
    public string Installation => Path.Combine(options.Value.DataDirectory, "installation");

    /// <summary>The mark that says which machine this is.</summary>
    public string Machine => Path.Combine(options.Value.DataDirectory, "machine");

    /// <summary>The folder of one version.</summary>
    public string Of(TemplateVersionId version) => Path.Combine(Templates, version.ToString());

    /// <summary>The folder of one workspace.</summary>
    public string Of(WorkspaceId workspace) => Path.Combine(Workspaces, workspace.ToString());

    /// <summary>
    /// The names of the versions that a workspace's folder shows by links: without them what it made could not be
    /// removed once nothing else knows of it.
    /// </summary>
    public HashSet<string> ListLinkedVersions()
    {
        var workspaces = Directory.CreateDirectory(Path.Combine(options.Value.DataDirectory, TerraformWorkspaces));
        return workspaces.GetDirectories()
            .SelectMany(LinksOf)
            .Select(link => Path.GetFileName(Path.GetDirectoryName(link)) ?? "")
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The workspaces that have a folder; whatever else lies there is not ours.</summary>
    public IReadOnlyCollection<WorkspaceId> ListWorkspaces()
    {
        if (!Directory.Exists(Workspaces))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateDirectories(Workspaces)
                .Select(folder => Guid.TryParseExact(Path.GetFileName(folder), "D", out var id) ? id : Guid.Empty)
                .Where(id => id != Guid.Empty)
                .Select(id => new WorkspaceId(id)),
        ];
    }

    /// <summary>What links in a folder point to; one that is just being removed has none.</summary>
    private static IEnumerable<string> LinksOf(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos().Select(entry => entry.LinkTarget).OfType<string>()];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
