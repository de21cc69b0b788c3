using System.Collections.Frozen;
using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Terraform.Output;
using Prebuilds.Provisioning.Terraform.Running;

namespace Prebuilds.Provisioning.Terraform;

/// <summary>
/// The template versions that are prepared on this machine: whatever they need is fetched once, so that a workspace
/// costs no
/// <c>init</c>. A folder is good once it has its mark, which is written last; after a crash it is begun anew.
/// </summary>
/// <param name="folders">Where they and the unpacked templates lie.</param>
/// <param name="locks">Keeps two workers from preparing at once.</param>
/// <param name="runner">Ends what a dead worker left.</param>
/// <param name="configuration">Prepares a folder.</param>
internal sealed class PreparedVersions(
    DataFolders folders, FileLocks locks, TerraformRunner runner, Configuration configuration)
{
    /// <summary>The mark; it holds the names of the variables that the template declares.</summary>
    private const string Mark = WorkspaceFolder.OurPrefix + "variables";

    private string Root => Path.Combine(folders.Terraform, "versions");

    /// <summary>Sees to it that the version of a request is prepared, after its template was unpacked.</summary>
    /// <returns>The variables that it declares, of those that could be set; or the error.</returns>
    public async Task<(FrozenSet<string> Declared, BuildError? Error)> Ensure(
        ProvisionRequest request, CancellationToken stop)
    {
        var folder = FolderOf(request);
        var mark = Path.Combine(folder.Path, Mark);
        if (!File.Exists(mark))
        {
            // Fetching may take minutes, so all that need this version wait for it.
            using var held = await locks.Await($"terraform-{request.Version}", stop);
            if (!File.Exists(mark) && await Prepare(request, folder, mark, stop) is { } error)
            {
                return (FrozenSet<string>.Empty, error);
            }
        }

        return ((await File.ReadAllLinesAsync(mark, stop)).ToFrozenSet(StringComparer.Ordinal), null);
    }

    /// <summary>The paths of all that a workspace's folder must show.</summary>
    public IEnumerable<string> EntriesOf(ProvisionRequest request)
    {
        var folder = FolderOf(request).Path;
        string[] ours = [Configuration.Fetched, Configuration.LockFile, Configuration.OverrideFile];
        return
        [
            .. TemplateEntries(request),
            .. ours.Select(name => Path.Combine(folder, name)).Where(Path.Exists),
        ];
    }

    private async Task<BuildError?> Prepare(
        ProvisionRequest request, WorkspaceFolder folder, string mark, CancellationToken stop)
    {
        await runner.EndLeftovers(folder);
        await FolderRemoval.Remove(folder.Path);
        folder.Ensure();
        folder.Link(TemplateEntries(request));
        await WriteLockFile(request, folder, stop);
        // A build has a limit of its own.
        var output = new OutputReader(request.Log, new RunReport());
        if (await configuration.Init(folder, output, Timeout.InfiniteTimeSpan, stop) is { } error)
        {
            return error;
        }

        string[] names = [.. TerraformVariables.Names, .. request.Parameters.Keys];
        var (declared, _) = await configuration.AskVariables(folder, names, stop);
        var draft = mark + ".draft";
        await File.WriteAllLinesAsync(draft, declared, stop);
        File.Move(draft, mark);
        await RemoveUnused();
        return null;
    }

    private ImmutableArray<string> TemplateEntries(ProvisionRequest request) =>
    [
        .. Directory.EnumerateFileSystemEntries(folders.Of(request.Version))
            .Where(entry => Path.GetFileName(entry) is var name
                && name != Configuration.LockFile
                && !Configuration.IsReserved(name)),
    ];

    /// <summary>
    /// The template's own, or else what its check chose. A copy: terraform writes into the one that it finds.
    /// </summary>
    private async Task WriteLockFile(ProvisionRequest request, WorkspaceFolder folder, CancellationToken stop)
    {
        var original = Path.Combine(folders.Of(request.Version), Configuration.LockFile);
        var copy = Path.Combine(folder.Path, Configuration.LockFile);
        if (File.Exists(original))
        {
            File.Copy(original, copy);
        }
        else if (await request.Pins(stop) is { } pins)
        {
            await File.WriteAllTextAsync(copy, PinnedProviders.For(PinnedProviders.Platform, pins), stop);
        }
    }

    /// <summary>
    /// A version whose template is not unpacked any more has not been used for long, unless a workspace still shows it.
    /// </summary>
    private async Task RemoveUnused()
    {
        var unused = Directory.EnumerateDirectories(Root)
            .Where(folder => !Directory.Exists(Path.Combine(folders.Templates, Path.GetFileName(folder))))
            .ToList();
        var linked = unused is [] ? [] : folders.ListLinkedVersions();
        foreach (var folder in unused.Where(folder => !linked.Contains(Path.GetFileName(folder))))
        {
            await FolderRemoval.Remove(folder);
        }
    }

    private WorkspaceFolder FolderOf(ProvisionRequest request) => new(Path.Combine(Root, request.Version.ToString()))
    {
        Deadline = request.Deadline,
    };
}
