namespace Prebuilds.Silo.Demo;

/// <summary>Where the repository keeps the example template.</summary>
internal static class ExampleDirectory
{
    /// <summary>The template's name.</summary>
    public const string Template = "dotnet-console";

    /// <summary>Its directory below the repository's root.</summary>
    public const string Relative = $"examples/templates/{Template}";

    /// <summary>Looks from both folders upwards: where the program lies, and where it was started.</summary>
    /// <returns>The full path; null when the program does not run inside the repository.</returns>
    public static string? Find() => new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() }
        .SelectMany(AndAbove)
        .Select(folder => Path.Combine(folder, Relative))
        .FirstOrDefault(Directory.Exists);

    private static IEnumerable<string> AndAbove(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            yield return above.FullName;
        }
    }
}
