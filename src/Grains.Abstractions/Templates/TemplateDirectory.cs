using System.Collections.Immutable;
using System.Formats.Tar;
using Prebuilds.Templates;

namespace Prebuilds.Grains.Templates;

/// <summary>
/// Reads a template's directory into a package, as <see cref="ITemplateGrain.Push"/> takes it. Whatever cannot go into
/// one is a problem: nothing is skipped, except that a package has files and so no empty folders.
/// </summary>
public sealed class TemplateDirectory
{
    private readonly string _root;
    private readonly List<TemplateFile> _files = [];
    private readonly List<Problem> _problems = [];
    private int _entries;
    private long _bytes;

    private TemplateDirectory(string root) => _root = root;

    /// <summary>Whether a limit is broken, so that the rest does not matter.</summary>
    private bool IsTooLarge => _entries > TemplatePackage.MaxFiles || _bytes > TemplatePackage.MaxBytes;

    /// <summary>Reads a directory and checks what it holds, as far as that is possible without a cluster.</summary>
    /// <param name="path">The directory.</param>
    public static CheckedDirectory Check(string path)
    {
        var directory = new TemplateDirectory(path);
        directory.Read();
        var package = new TemplatePackage([.. directory._files]);
        if (directory._problems.Count > 0)
        {
            return new CheckedDirectory(package, null, directory.WithThoseOf(package));
        }

        var reading = TemplateReader.Read(package);
        return new CheckedDirectory(package, reading.Definition, reading.Problems);
    }

    /// <summary>
    /// The problems of the directory, and of the files that could be read. A file that could not is there all the same:
    /// that it is missing would be a lie, so then only the directory's problems count.
    /// </summary>
    private ImmutableArray<Problem> WithThoseOf(TemplatePackage package) =>
        !IsTooLarge && _files.Any(file => file.Path == TemplatePackage.DefinitionFile)
            ? [.. _problems, .. TemplateReader.Read(package).Problems]
            : [.. _problems];

    private void Read()
    {
        if (!Directory.Exists(_root))
        {
            _problems.Add(new Problem(
                Quoted.Of(_root),
                File.Exists(_root) ? "it is a file" : "there is no such directory",
                $"Name the directory that holds {TemplatePackage.DefinitionFile}"));
            return;
        }

        var folders = new Stack<string>([_root]);
        while (!IsTooLarge && folders.TryPop(out var folder))
        {
            ReadFolder(folder, folders);
        }

        if (IsTooLarge)
        {
            _problems.Add(new Problem(
                _root,
                $"it holds more than {TemplatePackage.MaxFiles} files and folders, "
                    + $"or more than {TemplatePackage.MaxBytes} bytes",
                "Keep builds, downloads and .git out of it; let the template download what is large"));
        }
    }

    private void ReadFolder(string folder, Stack<string> folders)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                _entries++;
                if (IsTooLarge)
                {
                    return;
                }

                if (entry is DirectoryInfo && entry.LinkTarget is null)
                {
                    folders.Push(entry.FullName);
                }
                else
                {
                    ReadFile(entry);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _problems.Add(Unreadable(Relative(folder), error));
        }
    }

    private void ReadFile(FileSystemInfo file)
    {
        var path = Relative(file.FullName);
        try
        {
            _bytes += file is FileInfo { LinkTarget: null, Length: var length } ? length : 0;
            if (!IsTooLarge)
            {
                Add(path, file.FullName);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _problems.Add(Unreadable(path, error));
        }
    }

    /// <summary>
    /// Reads one file by way of an archive of it in memory, the one part of .NET that tells pipes and devices from
    /// files before it opens them: opening a pipe would wait for ever.
    /// </summary>
    private void Add(string path, string fullPath)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(fullPath, "file");
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        var entry = reader.GetNextEntry()!;
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
        {
            _problems.Add(new Problem(
                path,
                $"it is no ordinary file ({entry.EntryType})",
                "Put a copy of the file in its place, or move it out of the directory"));
            return;
        }

        var content = new byte[entry.Length];
        entry.DataStream?.ReadExactly(content);
        var executable = entry.Mode.HasFlag(UnixFileMode.UserExecute);
        _files.Add(new TemplateFile(path, executable, [.. content]));
    }

    private string Relative(string path) => Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');

    private static Problem Unreadable(string path, Exception error) =>
        new(
            path,
            $"it cannot be read ({error.Message.TrimEnd('.')})",
            "Make it readable, or move it out of the directory");
}
