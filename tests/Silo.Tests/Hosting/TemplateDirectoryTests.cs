using System.Runtime.Versioning;
using System.Text;
using Prebuilds.Grains.Templates;
using Prebuilds.Templates;
using Xunit;

namespace Prebuilds.Silo.Tests.Hosting;

[SupportedOSPlatform("linux")]
public sealed class TemplateDirectoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prebuilds-template-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_file_is_read_with_its_path_content_and_mode()
    {
        Write("template.yaml", "name: a");
        Write("lib/deep/x.sh", "echo");
        File.SetUnixFileMode(Path.Combine(_folder, "lib/deep/x.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Write(".hidden", "h");

        var reading = TemplateDirectory.Read(_folder);

        Assert.Empty(reading.Problems);
        Assert.Equal(
            [(".hidden", false, "h"), ("lib/deep/x.sh", true, "echo"), ("template.yaml", false, "name: a")],
            reading.Package!.Files.Select(file => (file.Path, file.Executable, Encoding.UTF8.GetString([.. file.Content]))));
    }

    [Fact]
    public void Folders_that_tools_make_are_left_out()
    {
        Write("template.yaml", "");
        Write(".git/config", "");
        Write("module/.terraform/providers/big", "");

        Assert.Equal(["template.yaml"], TemplateDirectory.Read(_folder).Package!.Files.Select(file => file.Path));
    }

    [Fact]
    public void A_link_to_a_file_is_read_as_that_file()
    {
        Write("template.yaml", "text");
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), "template.yaml");

        Assert.Equal("text"u8.ToArray(), TemplateDirectory.Read(_folder).Package!.Find("link")!.Content);
    }

    [Fact]
    public void A_link_to_a_folder_is_refused_instead_of_followed_for_ever()
    {
        Write("template.yaml", "");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "again"), _folder);

        Assert.Equal(
            $"'{_folder}/again': it is a link to a folder. Put the folder itself there.",
            Assert.Single(TemplateDirectory.Read(_folder).Problems).ToString());
    }

    [Fact]
    public void A_link_to_nothing_is_a_problem()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), "nothing");

        var reading = TemplateDirectory.Read(_folder);

        Assert.Null(reading.Package);
        Assert.Single(reading.Problems);
    }

    [Fact]
    public void A_directory_that_is_not_there_is_a_problem() => Assert.Equal(
        $"'{_folder}/none': there is no such directory. Name the one with template.yaml in it.",
        Assert.Single(TemplateDirectory.Read($"{_folder}/none").Problems).ToString());

    [Fact]
    public void A_directory_with_too_many_files_is_not_read()
    {
        for (var i = 0; i <= TemplatePackage.MaxFiles; i++)
        {
            Write($"{i}", "");
        }

        Assert.Equal(
            $"'{_folder}': it holds more than {TemplatePackage.MaxFiles} files. Keep builds and downloads out of it.",
            Assert.Single(TemplateDirectory.Read(_folder).Problems).ToString());
    }

    [Fact]
    public void A_directory_with_too_many_bytes_is_not_read()
    {
        Write("template.yaml", "");
        using (var big = File.Create(Path.Combine(_folder, "big")))
        {
            big.SetLength(TemplatePackage.MaxBytes + 1);
        }

        Assert.Contains("bytes together", Assert.Single(TemplateDirectory.Read(_folder).Problems).What, StringComparison.Ordinal);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
