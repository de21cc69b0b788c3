using Prebuilds.Builds;
using Prebuilds.Testing.Provisioning;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform;

/// <summary>Templates that are bad, and runs that go wrong: one clear error each, and nothing is left.</summary>
[Trait("Needs", "terraform")]
public sealed class TerraformTroubleTests : IDisposable
{
    private readonly TerraformScene _scene = new();

    private IProvisioner Provisioner => _scene.Provisioner;

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("resource \"terraform_data\" \"a\" {\n  input =\n}", ErrorClass.Permanent, "(main.tf:2)")]
    [InlineData("variable \"needed\" {}", ErrorClass.Permanent, "\"needed\" is not set")]
    [InlineData(
        "resource \"terraform_data\" \"a\" {\n  provisioner \"local-exec\" { command = \"echo oh no; exit 3\" }\n}",
        ErrorClass.Transient,
        "oh no")]
    public async Task A_bad_template_is_told_with_its_place(string configuration, ErrorClass errorClass, string words)
    {
        var request = _scene.Request(configuration);

        var failed = await TerraformScene.Fail(Provisioner.Create(request, default));

        Assert.Equal(errorClass, failed.Error.Class);
        Assert.Contains(words, failed.Error.Message);
        await _scene.Succeed(Provisioner.Delete(request, default));
        Assert.Empty(await Provisioner.ListLocal(default));
    }

    [Fact]
    public async Task An_endless_apply_is_ended_and_what_it_made_is_kept()
    {
        var request = _scene.Request(TerraformMarks.Template);
        request = request with { Parameters = request.Parameters.Add("pause", "1000") };
        using var limit = new CancellationTokenSource();
        var creating = Provisioner.Create(request, limit.Token);
        await _scene.Machine.Log.Saw("first: creating");
        await _scene.Machine.Log.Saw("Executing");

        await limit.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
        Assert.Contains("tainted", System.Text.Encoding.UTF8.GetString(TerraformScene.StateOf(request).Kept[^1]));
    }

    [Fact]
    public async Task Much_output_passes_without_being_kept()
    {
        var request = _scene.Request("""
            resource "terraform_data" "chatty" {
              provisioner "local-exec" { command = "yes $(printf '%01000d' 0) | head -c 4000000; echo; echo the end" }
            }
            """);
        var longest = 0;
        var end = false;
        request = request with
        {
            Log = piece =>
            {
                longest = Math.Max(longest, piece.Length);
                end |= piece.Contains("(local-exec): the end");
            },
        };

        await _scene.Succeed(Provisioner.Create(request, default));

        Assert.True(end);
        Assert.InRange(longest, 1, 4_001);
    }

    [Fact]
    public async Task A_state_above_the_limit_fails_for_good_and_can_still_be_destroyed()
    {
        var request = _scene.Request(TerraformMarks.Template) with { State = new InMemoryWorkspaceState(limit: 500) };

        var failed = await TerraformScene.Fail(Provisioner.Create(request, default));

        Assert.Equal(ErrorClass.Permanent, failed.Error.Class);
        Assert.Contains("more than can be kept", failed.Error.Message);
        Assert.Equal(2, _scene.Marks.Left.Length);
        await _scene.Succeed(Provisioner.Delete(request, default));
        Assert.Empty(_scene.Marks.Left);
    }

    [Fact]
    public async Task What_has_a_state_above_the_limit_is_not_taken_for_deleted_on_another_machine()
    {
        using var other = new TerraformScene();
        var request = _scene.Request(TerraformMarks.Template) with { State = new InMemoryWorkspaceState(limit: 500) };
        await TerraformScene.Fail(Provisioner.Create(request, default));

        var failed = await TerraformScene.Fail(other.Provisioner.Delete(request, default));

        Assert.Equal(ErrorClass.Transient, failed.Error.Class);
        Assert.Contains($"only machine {Environment.MachineName} has it", failed.Error.Message);
        await TerraformScene.Fail(other.Provisioner.Create(request, default));
        Assert.Equal(2, _scene.Marks.Left.Length);
        await _scene.Succeed(Provisioner.Delete(request, default));
        Assert.Empty(_scene.Marks.Left);
        await other.Succeed(other.Provisioner.Delete(request, default));
    }

    [Fact]
    public async Task A_lost_lease_ends_the_run()
    {
        var request = _scene.Request(TerraformMarks.Template);
        request = request with { Parameters = request.Parameters.Add("pause", "1000") };
        TerraformScene.StateOf(request).Lost = true;

        var failed = await TerraformScene.Fail(Provisioner.Create(Quick(request), default));

        Assert.Equal(ErrorClass.Transient, failed.Error.Class);
        Assert.Contains("taken over", failed.Error.Message);
    }

    [Fact]
    public async Task What_terraform_left_without_a_folder_and_a_state_is_nothing()
    {
        var request = _scene.Request("resource \"nonsense");

        await _scene.Succeed(Provisioner.Delete(request, default));

        Assert.Empty(await Provisioner.ListLocal(default));
        Assert.DoesNotContain("Terraform", _scene.Machine.Log.Text);
    }

    /// <summary>A resource that is made at once, so that there is a state to keep while the next one hangs.</summary>
    private ProvisionRequest Quick(ProvisionRequest request)
    {
        var package = TerraformScene.Package(TerraformMarks.Template + """

            resource "terraform_data" "at_once" {}
            """);
        return request with { Files = _ => Task.FromResult(package) };
    }
}
