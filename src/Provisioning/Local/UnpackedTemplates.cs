using System.Globalization;
using Microsoft.Extensions.Logging;
using Prebuilds.Builds;
using Prebuilds.Templates;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Provisioning.Local;

/// <summary>
/// The template versions unpacked on this machine, one folder each. A folder appears under its name only when it is
/// complete and on the disk, so its existence is the mark of completeness, even after a crash.
/// </summary>
/// <param name="folders">Where they lie.</param>
/// <param name="locks">Keeps two workers from unpacking the same version at once.</param>
/// <param name="clock">Tells when a version was used last.</param>
/// <param name="logger">Told of what is unpacked and removed.</param>
internal sealed partial class UnpackedTemplates(
    DataFolders folders, FileLocks locks, TimeProvider clock, ILogger<UnpackedTemplates> logger)
{
    /// <summary>Most versions kept; above it those unused the longest go.</summary>
    public const int MaxKept = 50;

    /// <summary>
    /// A version used within this time is never removed: something may still run from its folder. Neither is one that a
    /// workspace's folder links to.
    /// </summary>
    public static readonly TimeSpan KeptAfterUse = TimeSpan.FromDays(7);

    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Sees to it that a version is unpacked, in the folder that <see cref="DataFolders"/> names.</summary>
    /// <param name="version">The version.</param>
    /// <param name="files">Reads its files; called only when it is not there yet.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Null when it is there, else why not.</returns>
    public async Task<BuildError?> Ensure(
        TemplateVersionId version, Func<CancellationToken, Task<TemplatePackage>> files, CancellationToken stop)
    {
        var folder = folders.Of(version);
        if (Directory.Exists(folder))
        {
            NoteUse(folder);
            return null;
        }

        using var held = await locks.Acquire($"template-{version}", stop);
        if (held is null)
        {
            return new BuildError(
                ErrorClass.Transient,
                $"Template version {version} is still being unpacked by another worker. Try again later.");
        }

        if (Directory.Exists(folder))
        {
            return null;
        }

        var package = await files(stop);
        if (PackageRules.Check(package).FirstOrDefault() is { } problem)
        {
            return new BuildError(
                ErrorClass.Permanent, Bounded.Message($"Template version {version} cannot be unpacked. {problem}"));
        }

        await Unpack(package, folder, stop);
        LogTemplateUnpacked(version, package.Files.Length);
        await RemoveUnused();
        return null;
    }

    private async Task Unpack(TemplatePackage package, string folder, CancellationToken stop)
    {
        var partial = Unfinished(folder);
        await FolderRemoval.Remove(partial);
        Directory.CreateDirectory(partial);
        foreach (var file in package.Files)
        {
            var path = Path.Combine(partial, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var opened = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
            await RandomAccess.WriteAsync(opened, file.Content.AsMemory(), fileOffset: 0, stop);
            File.SetUnixFileMode(opened, file.Executable ? Executable : Readable);
            RandomAccess.FlushToDisk(opened);
        }

        NoteUse(partial);
        Directory.Move(partial, folder);
    }

    private async Task RemoveUnused()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var unused = new DirectoryInfo(folders.Templates).EnumerateDirectories()
            .Where(folder => Guid.TryParseExact(folder.Name, "D", out _))
            .OrderByDescending(folder => folder.LastWriteTimeUtc)
            .Skip(MaxKept)
            .Where(folder => now - folder.LastWriteTimeUtc > KeptAfterUse)
            .Select(folder => folder.FullName)
            .ToList();
        var linked = unused is [] ? [] : folders.ListLinkedVersions();
        foreach (var folder in unused.Where(folder => !linked.Contains(Path.GetFileName(folder))))
        {
            var version = new TemplateVersionId(Guid.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
            using var held = FileLock.TryAcquire(Path.Combine(folders.Locks, $"template-{version}"));
            if (held is not null)
            {
                await FolderRemoval.Remove(Unfinished(folder));
                Directory.Move(folder, Unfinished(folder));
                await FolderRemoval.Remove(Unfinished(folder));
                held.Remove();
                LogTemplateRemoved(version);
            }
        }
    }

    private void NoteUse(string folder) => Directory.SetLastWriteTimeUtc(folder, clock.GetUtcNow().UtcDateTime);

    /// <summary>
    /// The name of a folder that is being filled or emptied; one that a crash left is emptied by the next unpacking.
    /// </summary>
    private static string Unfinished(string folder) => folder + ".unfinished";

    [LoggerMessage(LogLevel.Information, "Unpacked template version {TemplateVersionId}: {Files} files")]
    private partial void LogTemplateUnpacked(TemplateVersionId templateVersionId, int files);

    [LoggerMessage(LogLevel.Information, "Removed the unpacked template version {TemplateVersionId}: unused for long")]
    private partial void LogTemplateRemoved(TemplateVersionId templateVersionId);
}
