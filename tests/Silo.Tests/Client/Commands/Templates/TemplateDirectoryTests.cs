using System.Diagnostics;
using Prebuilds.Grains.Templates;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Templates;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands.Templates;

public sealed class TemplateDirectoryTests : IDisposable
{
    private readonly TemplateFolder _folder = TemplateFolder.Valid();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_file_is_in_the_package_with_its_path_its_bytes_and_whether_it_may_be_executed()
    {
        _folder.Write(".env", "");
        _folder.Write("lib/deep/tool.sh", "echo hi\n", executable: true);

        var read = TemplateDirectory.Check(_folder.Path);

        Assert.Equal(
            [
                (".env", false, 0),
                ("create", true, 10),
                ("delete", true, 10),
                ("lib/deep/tool.sh", true, 8),
                ("template.yaml", false, 92),
            ],
            read.Package.Files.OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => (file.Path, file.Executable, file.Content.Length)));
        Assert.Equal("go-dev", read.Definition?.Name);
    }

    [Fact]
    public void What_no_package_can_hold_is_a_problem_each_and_nothing_is_waited_for()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), "create");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "loop"), _folder.Path);
        MakePipe(Path.Combine(_folder.Path, "pipe"));

        var read = TemplateDirectory.Check(_folder.Path);

        Assert.Null(read.Definition);
        Assert.Equal(
            [
                "link: it is no ordinary file (SymbolicLink)",
                "loop: it is no ordinary file (SymbolicLink)",
                "pipe: it is no ordinary file (Fifo)",
            ],
            read.Problems.Select(problem => $"{problem.Where}: {problem.What}").Order());
    }

    [Fact]
    public void Problems_of_the_directory_and_of_the_definition_come_together()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), "create");
        _folder.Write("template.yaml", "name: go-dev\nprovisioner: magic\n");

        var read = TemplateDirectory.Check(_folder.Path);

        Assert.Contains(read.Problems, problem => problem.Where == "link");
        Assert.Contains(read.Problems, problem => problem.Where == "template.yaml:2");
    }

    [Fact]
    public void A_directory_beyond_the_limits_is_one_problem_and_is_not_read_to_its_end()
    {
        for (var i = 0; i <= TemplatePackage.MaxFiles; i++)
        {
            _folder.Write($"many/{i}", "");
        }

        var read = TemplateDirectory.Check(_folder.Path);

        Assert.Contains("more than 500 files", Assert.Single(read.Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_not_read()
    {
        using (var large = File.OpenWrite(_folder.Write("large", "")))
        {
            large.SetLength(1L << 40);
        }

        var read = TemplateDirectory.Check(_folder.Path);

        Assert.Contains("8388608 bytes", Assert.Single(read.Problems).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "there is no such directory")]
    [InlineData("create", "it is a file")]
    public void A_directory_that_is_none_is_a_problem(string name, string what)
    {
        var read = TemplateDirectory.Check(Path.Combine(_folder.Path, name));

        Assert.Equal(what, Assert.Single(read.Problems).What);
    }

    private static void MakePipe(string path)
    {
        var start = new ProcessStartInfo("mkfifo", path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var mkfifo = Process.Start(start)!;
        mkfifo.WaitForExit();
    }
}
