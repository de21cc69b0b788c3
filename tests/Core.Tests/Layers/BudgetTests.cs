using Xunit;

namespace Prebuilds.Core.Tests.Layers;

/// <summary>How large things may become before they are two things.</summary>
public sealed class BudgetTests
{
    [Theory]
    [InlineData(".cs", 300)]
    [InlineData("Grain.cs", 150)]
    [InlineData("/Program.cs", 60)]
    public void A_file_fits_its_budget(string end, int lines) => Repository.Refuse(
        Repository.Code("src")
            .Where(file => file.EndsWith(end, StringComparison.Ordinal))
            .Select(Measured)
            .Where(file => file.Lines > lines)
            .Select(file => $"{file.File} has {file.Lines} lines"));

    [Fact]
    public void A_line_has_at_most_120_characters() => Repository.Refuse(
        from folder in new[] { "src", "tests", "bench" }
        from file in Repository.Code(folder)
        from line in Repository.Read(file).Split('\n').Index()
        where line.Item.Length > 120
        select $"{file}:{line.Index + 1} has {line.Item.Length} characters");

    // The parts of a class in several files count once.
    [Fact]
    public void A_folder_holds_at_most_ten_types() => Repository.Refuse(
        from folder in new[] { "src", "tests", "bench" }
        from file in Repository.Code(folder)
        group Path.GetFileName(file).Split('.')[0] by Path.GetDirectoryName(file) into types
        where types.Distinct().Count() > 10
        select $"{types.Key} holds {types.Distinct().Count()} types");

    [Fact]
    public void Half_of_all_files_are_read_at_a_glance()
    {
        var lines = Repository.Code("src").Select(Measured).Select(file => file.Lines).Order().ToList();
        Assert.InRange(lines[lines.Count / 2], 1, 50);
    }

    [Fact]
    public void Nothing_names_a_path_of_the_machine_it_was_written_on()
    {
        string[] endings = [".md", ".cs", ".csproj", ".props", ".json", ".yaml", ".yml", ".sh", ".sql", ".tf"];
        // The folders that every machine has say nothing about one.
        string?[] common = ["/", "/home", "/mnt", "/opt", "/root", "/srv", "/tmp", "/usr/src", "/var/tmp"];
        string?[] folders = [Repository.Root, Path.GetDirectoryName(Repository.Root)];
        var paths = folders.Except(common).Select(folder => folder + "/").ToList();
        var files = Repository.Files.Where(file => endings.Contains(Path.GetExtension(file)));
        Repository.Refuse(files.Where(file => paths.Any(path => Repository.Read(file).Contains(path))));
    }

    private static (string File, int Lines) Measured(string file) =>
        (file, File.ReadLines(Path.Combine(Repository.Root, file)).Count());
}
