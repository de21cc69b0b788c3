using System.Xml.Linq;
using Xunit;

namespace Prebuilds.Core.Tests.Layers;

/// <summary>This repository's own files, as they lie beside the tests.</summary>
internal static class Repository
{
    private static readonly string[] Made = [".git", "bin", "obj", "artifacts", "TestResults", "StrykerOutput", "data"];

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>All files that people wrote, relative to the root, with '/' between folders.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(new DirectoryInfo(Root)).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))];

    /// <summary>The C# files of a folder.</summary>
    public static IEnumerable<string> Code(string folder) =>
        Files.Where(file => file.StartsWith(folder + "/") && file.EndsWith(".cs"));

    /// <summary>A file's text.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The project file of one of the rooms.</summary>
    public static XElement Project(string room) => XElement.Parse(Read($"src/{room}/{room}.csproj"));

    /// <summary>Fails, and lists what breaks a rule.</summary>
    public static void Refuse(IEnumerable<string> offenders)
    {
        var found = offenders.ToList();
        Assert.True(found.Count == 0, string.Join("; ", found));
    }

    private static string FindRoot(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException(
            $"No Prebuilds.sln above {AppContext.BaseDirectory}. Run the tests in the repository."),
        _ when File.Exists(Path.Combine(folder.FullName, "Prebuilds.sln")) => folder.FullName,
        _ => FindRoot(folder.Parent),
    };

    private static IEnumerable<string> Walk(DirectoryInfo folder) => folder.GetFiles().Select(file => file.FullName)
        .Concat(folder.GetDirectories().Where(inner => !Made.Contains(inner.Name)).SelectMany(Walk));
}
