using System.Diagnostics;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Terraform;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform;

/// <summary>
/// Checks of templates that need much to be fetched, by a terraform that does not go on in one of its commands before
/// the test lets it.
/// </summary>
public sealed class SlowCheckTests : IDisposable
{
    private static readonly TimeSpan FetchLimit = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();
    private readonly PatientClock _clock = new();
    private Machine? _machine;

    public void Dispose()
    {
        _machine?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fetching_may_take_as_long_as_a_build()
    {
        var checking = Check(slow: "init");
        using var gate = await Reached();

        _clock.Advance(FetchLimit - TimeSpan.FromSeconds(1));

        Assert.False(checking.IsCompleted);
        Open(gate);
        Assert.Empty(await checking);
    }

    [Theory]
    [InlineData("init", 600, "took longer than 00:10:00 to fetch", "raise Prebuilds:Builds:TimeLimit")]
    [InlineData("validate", 20, "took longer than 20 s to check it", "push again")]
    public async Task What_takes_longer_is_ended_and_told_with_what_to_do(
        string slow, int seconds, string what, string remedy)
    {
        var checking = Check(slow);
        using var gate = await Reached();

        _clock.Advance(TimeSpan.FromSeconds(seconds));

        var problem = Assert.Single(await checking);
        Assert.Contains(what, problem.What);
        Assert.Contains(remedy, problem.Remedy);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_machine!.Data, "terraform", "checks")));
        Assert.Empty(Directory.GetFiles(Path.Combine(_machine.Data, "locks"), "terraform-check-*"));
    }

    [Fact]
    public async Task The_wait_for_what_others_fetch_does_not_count()
    {
        var locks = Directory.CreateDirectory(Path.Combine(Start(slow: "init").Data, "locks")).FullName;
        using var held = FileLock.TryAcquire(Path.Combine(locks, Configuration.FetchLock))!;
        var checking = Check();
        var checks = Path.Combine(_machine!.Data, "terraform", "checks");
        await Eventually.Sees(
            () => Task.FromResult(Directory.Exists(checks)
                && Directory.EnumerateFiles(checks, Configuration.OverrideFile, SearchOption.AllDirectories).Any()),
            waits => waits,
            "the check that waits");

        _clock.Advance(FetchLimit * 3);

        held.Dispose();
        using var gate = await Reached();
        Open(gate);
        Assert.Empty(await checking);
    }

    [Fact]
    public async Task What_a_dead_silo_left_of_its_check_goes_with_the_next_one_and_what_goes_on_stays()
    {
        var data = Start(slow: "nothing").Data;
        var (dead, alive) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        var checks = Directory.CreateDirectory(Path.Combine(data, "terraform", "checks"));
        checks.CreateSubdirectory(dead);
        checks.CreateSubdirectory(alive);
        var locks = Directory.CreateDirectory(Path.Combine(data, "locks")).FullName;
        using var held = FileLock.TryAcquire(Path.Combine(locks, $"terraform-check-{alive}"));

        Assert.Empty(await Check());

        Assert.Equal(alive, Assert.Single(checks.GetDirectories()).Name);
    }

    private Machine Start(string slow)
    {
        using var maker = Process.Start("mkfifo", _folder["gate"]);
        maker.WaitForExit();
        return _machine = new Machine(_clock, _folder.WriteExecutable("terraform", $$"""
            #!/bin/sh
            case "$1" in
              {{slow}}) read opened <'{{_folder["gate"]}}' ;;
            esac
            case "$1" in
              version) echo '{"terraform_version": "1.11.0"}' ;;
              validate) echo '{"diagnostics": []}' ;;
            esac

            """));
    }

    private async Task<IReadOnlyList<Problem>> Check(string slow)
    {
        Start(slow);
        return await Check();
    }

    private async Task<IReadOnlyList<Problem>> Check()
    {
        var definition = new TemplateDefinition("demo", ProvisionerKind.Terraform, [], []);
        var request = new CheckRequest(TerraformScene.Package(""), definition, FetchLimit);
        return (await _machine!.Terraform.Check(request, default)).Problems;
    }

    /// <summary>A pipe opens when both ends are there: once terraform has come so far.</summary>
    private Task<FileStream> Reached() =>
        Task.Run(() => new FileStream(_folder["gate"], FileMode.Open, FileAccess.Write));

    private static void Open(FileStream gate)
    {
        gate.Write("open\n"u8);
        gate.Flush();
    }
}
