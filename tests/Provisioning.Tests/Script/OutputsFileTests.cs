using Prebuilds.Builds;
using Prebuilds.Provisioning.Script;
using Prebuilds.Provisioning.Tests.Scene;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Script;

public sealed class OutputsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder[OutputsFile.Name];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_file_there_is_the_folder() => AssertOutputs(("folder", _folder.Path));

    [Fact]
    public void A_flat_object_of_strings_is_read()
    {
        File.WriteAllText(Path, """{"url": "http://localhost:1", "note": "größer €\n"}""");

        AssertOutputs(("folder", _folder.Path), ("note", "größer €\n"), ("url", "http://localhost:1"));
    }

    [Fact]
    public void The_file_may_name_another_folder()
    {
        File.WriteAllText(Path, """{"folder": "/in/the/container"}""");

        AssertOutputs(("folder", "/in/the/container"));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("{", "is not valid JSON")]
    [InlineData("[]", "holds an array")]
    [InlineData("\"text\"", "holds a string")]
    [InlineData("""{"port": 8080}""", "has the number 8080 at 'port'")]
    [InlineData("""{"a": {"b": "c"}}""", "has an object at 'a'")]
    [InlineData("""{"a": null}""", "has the literal null at 'a'")]
    [InlineData("""{"": "x"}""", "an empty name")]
    [InlineData("""{"a": "x", "a": "y"}""", "is not valid JSON")]
    [InlineData("""{"a": "\u0000"}""", "a NUL or half a character at 'a'")]
    [InlineData("""{"a": "\ud800"}""", "a NUL or half a character at 'a'")]
    public void Anything_else_is_a_permanent_failure_that_says_what_and_where(string text, string words)
    {
        File.WriteAllText(Path, text);

        AssertFailed(words);
    }

    [Fact]
    public void Bytes_and_entries_have_a_limit()
    {
        File.WriteAllText(Path, $$"""{"a": "{{new string('x', OutputsFile.MaxBytes)}}"}""");
        AssertFailed("more than 65536");

        var entries = Enumerable.Range(0, 101).Select(key => $"\"k{key}\":\"\"");
        File.WriteAllText(Path, "{" + string.Join(",", entries) + "}");
        AssertFailed("has 101 entries, more than 100");
    }

    [Fact]
    public void Only_a_regular_file_is_read()
    {
        Directory.CreateDirectory(Path);
        AssertFailed("no regular file");
        Directory.Delete(Path);

        File.CreateSymbolicLink(Path, "/etc/passwd");
        AssertFailed("no regular file");
    }

    private void AssertFailed(string words)
    {
        var error = Assert.IsType<ProvisionResult.Failed>(OutputsFile.Read(_folder.Path)).Error;
        Assert.Equal(ErrorClass.Permanent, error.Class);
        Assert.Contains(words, error.Message);
        Assert.Contains("outputs.json", error.Message);
    }

    private void AssertOutputs(params (string Name, string Value)[] expected) => Assert.Equal(
        expected.Select(output => KeyValuePair.Create(output.Name, output.Value)),
        Assert.IsType<ProvisionResult.Succeeded>(OutputsFile.Read(_folder.Path)).Outputs);
}
