using Prebuilds.Templates;

namespace Prebuilds.Provisioning.Local;

/// <summary>Whether a package can be unpacked without writing anywhere but into its own folder.</summary>
internal static class PackagePaths
{
    /// <summary>The first thing that is wrong with the package; null: nothing.</summary>
    public static string? Problem(TemplatePackage package)
    {
        if (package.Files.Length > TemplatePackage.MaxFiles)
        {
            return $"it has {package.Files.Length} files, more than {TemplatePackage.MaxFiles}";
        }

        if (package.Files.Sum(file => (long)file.Content.Length) > TemplatePackage.MaxBytes)
        {
            return $"its files have more than {TemplatePackage.MaxBytes} bytes together";
        }

        var paths = package.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        if (paths.Count < package.Files.Length)
        {
            return "it has two files of the same path";
        }

        return paths.FirstOrDefault(path => !IsBelow(path)) is { } outside
            ? $"the path '{outside}' is not a plain path below the template's folder"
            : paths.FirstOrDefault(path => Parents(path).Any(paths.Contains)) is { } inFile
            ? $"the path '{inFile}' lies in another file"
            : null;
    }

    private static bool IsBelow(string path) =>
        path.Length > 0
        && !path.Contains('\0', StringComparison.Ordinal)
        && Array.TrueForAll(path.Split('/'), segment => segment is not ("" or "." or ".."));

    private static IEnumerable<string> Parents(string path) =>
        Enumerable.Range(0, path.Length).Where(index => path[index] == '/').Select(index => path[..index]);
}
