using System.Collections.Immutable;

namespace Prebuilds.Templates.Rules;

/// <summary>What the files of a template must be.</summary>
public static class PackageRules
{
    /// <summary>Most characters of a path.</summary>
    public const int MaxPathLength = 255;

    /// <summary>
    /// Every problem of the files themselves: limits, paths, and the one file that each template has.
    /// </summary>
    /// <param name="package">The template's directory.</param>
    public static IEnumerable<Problem> Check(TemplatePackage package) =>
        [.. Limits(package), .. Paths(package), .. DefinitionFile(package)];

    private static IEnumerable<Problem> Limits(TemplatePackage package)
    {
        if (package.Files.Length > TemplatePackage.MaxFiles)
        {
            yield return new Problem(
                "files",
                $"the directory holds {package.Files.Length} files",
                $"Use at most {TemplatePackage.MaxFiles}; keep builds and downloads out of it");
        }

        var bytes = package.Files.Sum(file => (long)file.Content.Length);
        if (bytes > TemplatePackage.MaxBytes)
        {
            yield return new Problem(
                "files",
                $"the files hold {bytes} bytes together",
                $"Use at most {TemplatePackage.MaxBytes}; let the template download what is large");
        }
    }

    private static IEnumerable<Problem> Paths(TemplatePackage package)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var folders = package.Files.SelectMany(file => Folders(file.Path)).ToImmutableHashSet(StringComparer.Ordinal);
        foreach (var path in package.Files.Select(file => file.Path))
        {
            if (!IsPath(path))
            {
                yield return new Problem(
                    Quoted.Of(path),
                    "the path does not stay below the directory, or does not mean the same on every machine",
                    $"Use names joined by '/', {MaxPathLength} characters at most, "
                        + "without '.' and '..' and without '\\', ':' and invisible characters");
            }
            else if (!seen.Add(path) || folders.Contains(path))
            {
                yield return new Problem(path, "the path is taken by another file", "Keep one of them");
            }
        }
    }

    private static IEnumerable<string> Folders(string path) =>
        from i in Enumerable.Range(0, Math.Min(path.Length, MaxPathLength)) where path[i] == '/' select path[..i];

    private static bool IsPath(string path) =>
        path.Length is > 0 and <= MaxPathLength
        && !path.Any(c => char.IsControl(c) || c is '\\' or ':')
        && path.Split('/').All(name => name is not ("" or "." or ".."));

    private static IEnumerable<Problem> DefinitionFile(TemplatePackage package)
    {
        if (package.Find(TemplatePackage.DefinitionFile) is null)
        {
            yield return new Problem(
                TemplatePackage.DefinitionFile,
                "the file is missing",
                package.Find("template.yml") is null
                    ? "Add it at the top of the template's directory"
                    : $"Rename template.yml to {TemplatePackage.DefinitionFile}");
        }
    }
}
