namespace Prebuilds.Silo.Tests.Hosting;

/// <summary>The repository that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("Prebuilds.sln is in no folder above the tests."),
        _ when File.Exists(Path.Combine(folder.FullName, "Prebuilds.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
