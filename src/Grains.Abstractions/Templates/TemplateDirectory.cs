using System.Collections.Immutable;
using System.IO.Enumeration;
using Prebuilds.Templates;

namespace Prebuilds.Grains.Templates;

/// <summary>How a directory on this machine becomes what <see cref="ITemplateGrain.Push"/> takes.</summary>
public static class TemplateDirectory
{
    /// <summary>Folders that tools make inside a template's directory and that are never part of it.</summary>
    public static ImmutableArray<string> LeftOut { get; } = [".git", ".terraform"];

    /// <summary>
    /// Reads every file below a directory but for those in <see cref="LeftOut"/>. A link to a file is read as that file; a link
    /// to a folder is refused. Stops at the limits of <see cref="TemplatePackage"/>; what the files say is not looked at.
    /// </summary>
    /// <param name="path">The directory.</param>
    public static DirectoryReading Read(string path)
    {
        if (!Directory.Exists(path))
        {
            return Failed(new Problem(Quoted.Of(path), "there is no such directory", "Name the one with template.yaml in it"));
        }

        try
        {
            var files = Files(path).Take(TemplatePackage.MaxFiles + 1).OrderBy(file => file.FullName, StringComparer.Ordinal).ToList();
            var problems = Problems(path, files).ToList();
            return problems is []
                ? new DirectoryReading(new TemplatePackage([.. files.Select(file => ReadFile(path, file))]), [])
                : Failed([.. problems]);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return Failed(new Problem(Quoted.Of(path), refusal.Message.TrimEnd('.'), "Make every file in it readable"));
        }
    }

    private static FileSystemEnumerable<FileSystemInfo> Files(string path)
    {
        var everything = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.None,
            IgnoreInaccessible = false,
        };
        return new FileSystemEnumerable<FileSystemInfo>(path, (ref entry) => entry.ToFileSystemInfo(), everything)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory || IsLink(entry),
            ShouldRecursePredicate = (ref entry) => !IsLink(entry) && !LeftOut.Contains(entry.FileName.ToString()),
        };
    }

    private static bool IsLink(FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static IEnumerable<Problem> Problems(string path, List<FileSystemInfo> files)
    {
        if (files.Count > TemplatePackage.MaxFiles)
        {
            yield return new Problem(
                Quoted.Of(path), $"it holds more than {TemplatePackage.MaxFiles} files", "Keep builds and downloads out of it");
        }

        var targets = files.Select(file => (file.FullName, Target: file.ResolveLinkTarget(returnFinalTarget: true) ?? file)).ToList();
        foreach (var (link, _) in targets.Where(file => file.Target is not FileInfo))
        {
            yield return new Problem(Quoted.Of(link), "it is a link to a folder", "Put the folder itself there");
        }

        var bytes = targets.Sum(file => (file.Target as FileInfo)?.Length ?? 0);
        if (bytes > TemplatePackage.MaxBytes)
        {
            yield return new Problem(
                Quoted.Of(path),
                $"its files hold {bytes} bytes together, more than {TemplatePackage.MaxBytes}",
                "Let the template download what is large");
        }
    }

    private static TemplateFile ReadFile(string directory, FileSystemInfo file) => new(
        Path.GetRelativePath(directory, file.FullName).Replace('\\', '/'),
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(file.FullName).HasFlag(UnixFileMode.UserExecute),
        [.. File.ReadAllBytes(file.FullName)]);

    private static DirectoryReading Failed(params ImmutableArray<Problem> problems) => new(null, problems);
}
