using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Templates;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Local;

public sealed class UnpackedTemplatesTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly Machine _machine;
    private readonly UnpackedTemplates _templates;
    private readonly TemplateVersionId _version = new(Guid.NewGuid());

    public UnpackedTemplatesTests()
    {
        _machine = new Machine(_clock);
        _templates = _machine.Services.GetRequiredService<UnpackedTemplates>();
    }

    private string Templates => Path.Combine(_machine.Data, "templates");

    private string Folder => Path.Combine(Templates, _version.ToString());

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Files_are_unpacked_once_with_their_executable_bits()
    {
        var reads = 0;
        var package = Machine.Package(
            Machine.FileOf("create", "run"), Machine.FileOf("lib/deep/data.txt", "data", executable: false));

        for (var time = 0; time < 3; time++)
        {
            Assert.Null(await _templates.Ensure(_version, _ => Read(), default));
        }

        Assert.Equal(1, reads);
        Assert.Equal("data", await File.ReadAllTextAsync(Path.Combine(Folder, "lib/deep/data.txt")));
        Assert.True(File.GetUnixFileMode(Path.Combine(Folder, "create")).HasFlag(UnixFileMode.UserExecute));
        Assert.False(File.GetUnixFileMode(Path.Combine(Folder, "lib/deep/data.txt")).HasFlag(UnixFileMode.UserExecute));

        Task<TemplatePackage> Read()
        {
            reads++;
            return Task.FromResult(package);
        }
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/etc/outside")]
    [InlineData("a//b")]
    [InlineData("")]
    [InlineData("nul\0")]
    public async Task A_path_that_leads_elsewhere_is_a_permanent_failure(string path)
    {
        var error = await Ensure(Machine.Package(Machine.FileOf("create", "run"), Machine.FileOf(path, "")));

        Assert.Equal(ErrorClass.Permanent, error!.Class);
        Assert.Contains("does not stay below the directory", error.Message);
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(_machine.Data, "*", SearchOption.AllDirectories),
            entry => Path.GetFileName(entry) is "outside" or "create");
    }

    [Fact]
    public async Task What_a_crash_left_half_unpacked_is_not_taken_for_whole()
    {
        Directory.CreateDirectory(Folder + ".unfinished/lib");
        await File.WriteAllTextAsync(Folder + ".unfinished/lib/old", "half");

        Assert.Null(await Ensure(Machine.Package(Machine.FileOf("create", "run"))));

        Assert.False(Directory.Exists(Path.Combine(Folder, "lib")));
        Assert.False(Directory.Exists(Folder + ".unfinished"));
    }

    [Fact]
    public async Task Reading_that_fails_leaves_nothing_that_looks_whole()
    {
        await Assert.ThrowsAsync<TimeoutException>(
            () => _templates.Ensure(_version, _ => throw new TimeoutException(), default));

        Assert.False(Directory.Exists(Folder));
        Assert.Null(await Ensure(Machine.Package(Machine.FileOf("create", "run"))));
    }

    [Fact]
    public async Task Many_workers_of_two_processes_unpack_once()
    {
        using var machine = new Machine();
        var reads = 0;
        var package = Machine.Package(
            [.. Enumerable.Range(0, 50).Select(index => Machine.FileOf($"f{index}", "text"))]);
        var request = machine.Request(package) with
        {
            Files = _ =>
            {
                Interlocked.Increment(ref reads);
                return Task.FromResult(package);
            },
        };
        IProvisioner[] processes = [machine.Provisioner, machine.SecondProcess(), machine.SecondProcess()];

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => processes[index % 3].Delete(
            request with { Workspace = new(Guid.NewGuid()) }, default)));

        Assert.All(results, result => Assert.IsType<ProvisionResult.Succeeded>(result));
        Assert.Equal(1, reads);
        Assert.Equal(51, Directory.GetFiles(machine.TemplateOf(request)).Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Versions_unused_the_longest_go_when_there_are_too_many_unless_a_workspace_shows_them(bool shown)
    {
        Assert.Null(await Ensure(Machine.Package(Machine.FileOf("create", "run"))));
        if (shown)
        {
            var workspace = Directory.CreateDirectory(
                Path.Combine(_machine.Data, "terraform", "workspaces", Guid.NewGuid().ToString()));
            File.CreateSymbolicLink(Path.Combine(workspace.FullName, "create"), Path.Combine(Folder, "create"));
        }

        _clock.Advance(UnpackedTemplates.KeptAfterUse + TimeSpan.FromSeconds(1));
        for (var index = 0; index < UnpackedTemplates.MaxKept; index++)
        {
            Assert.True(Directory.Exists(Folder));
            var other = new TemplateVersionId(Guid.NewGuid());
            Assert.Null(await _templates.Ensure(
                other, _ => Task.FromResult(Machine.Package(Machine.FileOf("create", "run"))), default));
        }

        Assert.Equal(shown, Directory.Exists(Folder));
        Assert.Equal(UnpackedTemplates.MaxKept + (shown ? 1 : 0), Directory.GetDirectories(Templates).Length);
    }

    private Task<BuildError?> Ensure(TemplatePackage package) =>
        _templates.Ensure(_version, _ => Task.FromResult(package), default);
}
