using System.Diagnostics;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Processes;
using Prebuilds.Testing.Provisioning;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform;

/// <summary>
/// Terraform is killed in the middle of things, and everything is repeated: nothing leaks, nothing is done by two.
/// </summary>
[Trait("Needs", "terraform")]
public sealed class TerraformKillTests : IDisposable
{
    private readonly TerraformScene _scene = new();

    private IProvisioner Provisioner => _scene.Provisioner;

    public void Dispose() => _scene.Dispose();

    /// <summary>Each round kills at the given line of the log, again and again while that line comes.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public async Task Killed_while_it_makes_and_while_it_destroys_it_is_repeated_to_a_good_end(int line)
    {
        var request = _scene.Request(TerraformMarks.Template);
        request = request with { Parameters = request.Parameters.Add("pause", "0.05") };

        var killed = await Repeat(request, line, attempt => Provisioner.Create(attempt, default));
        Assert.Equal(2, _scene.Marks.Left.Length);
        killed += await Repeat(request, line, attempt => Provisioner.Delete(attempt, default));

        Assert.Empty(_scene.Marks.Left);
        Assert.Empty(_scene.Marks.Twice);
        Assert.NotEqual(0, killed);
    }

    [Fact]
    public async Task What_a_dead_silo_left_is_asked_to_end_in_order_before_anybody_works_on()
    {
        var request = _scene.Request(TerraformMarks.Template);
        var made = await _scene.Succeed(Provisioner.Create(request, default));
        var run = Guid.NewGuid().ToString();
        await File.WriteAllTextAsync(Path.Combine(made.Outputs["folder"], "prebuilds.run"), run);
        string[] leftover =
        [
            "bash",
            "-c",
            $"trap 'touch {_scene.Marks.Folder}/asked; exit 0' INT; sleep 1000 & echo started; wait",
        ];
        var start = new ProcessStartInfo("setsid", leftover) { RedirectStandardOutput = true };
        start.Environment["PREBUILDS_WORKSPACE_ID"] = request.Workspace.ToString();
        start.Environment["PREBUILDS_RUN"] = run;
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadLineAsync();

        await _scene.Succeed(Provisioner.Delete(request, default));

        await process.WaitForExitAsync();
        Assert.True(File.Exists(Path.Combine(_scene.Marks.Folder, "asked")));
        Assert.Empty(_scene.Marks.Left);
    }

    /// <returns>How often it was killed.</returns>
    private static async Task<int> Repeat(
        ProvisionRequest request, int line, Func<ProvisionRequest, Task<ProvisionResult>> step)
    {
        const int MostKills = 3;
        var killed = 0;
        for (var attempt = 1; ; attempt++)
        {
            var lines = 0;
            var result = await step(request with
            {
                Attempt = attempt,
                Log = _ =>
                {
                    if (++lines == line && killed < MostKills)
                    {
                        killed++;
                        Kill(request);
                    }
                },
            });
            if (result is ProvisionResult.Succeeded)
            {
                return killed;
            }

            Assert.Equal(ErrorClass.Transient, Assert.IsType<ProvisionResult.Failed>(result).Error.Class);
            Assert.InRange(attempt, 1, MostKills + 1);
        }
    }

    private static void Kill(ProvisionRequest request)
    {
        var family = new ProcessFamily([$"PREBUILDS_WORKSPACE_ID={request.Workspace}"]);
        foreach (var process in ProcessTable.Members(family))
        {
            Signals.Send(process.Id, Signals.Kill);
        }
    }
}
