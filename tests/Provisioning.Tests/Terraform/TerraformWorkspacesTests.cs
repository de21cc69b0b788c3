using System.Text;
using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Testing.Provisioning;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform;

/// <summary>Workspaces over their life, made by the real terraform.</summary>
[Trait("Needs", "terraform")]
public sealed class TerraformWorkspacesTests : IDisposable
{
    private readonly TerraformScene _scene = new();

    private IProvisioner Provisioner => _scene.Provisioner;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Several_resources_are_made_handed_over_and_destroyed()
    {
        var request = _scene.Request(TerraformMarks.Template);

        var made = await _scene.Succeed(Provisioner.Create(request, default));
        Assert.Equal("prebuilds", made.Outputs["owner"]);
        Assert.Equal(2, _scene.Marks.Left.Length);
        await _scene.Succeed(Provisioner.Ready(request, default));
        var claimed = await _scene.Succeed(Provisioner.Claim(TerraformScene.ClaimedBy("ada", request), default));
        Assert.Equal("ada", claimed.Outputs["owner"]);
        Assert.Empty(_scene.Machine.Replaced);
        await _scene.Succeed(Provisioner.Delete(request, default));

        Assert.Empty(_scene.Marks.Left);
        Assert.Contains("terraform_data.first: created after 0 s (resource 1 of 2)\n", _scene.Machine.Log.Text);
        Assert.DoesNotContain("Warning", _scene.Machine.Log.Text);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_scene.Machine.Data, "terraform", "workspaces")));
    }

    [Fact]
    public async Task The_second_workspace_of_a_version_needs_no_init()
    {
        var request = _scene.Request(TerraformMarks.Template);
        ProvisionRequest[] pool = [.. Enumerable.Range(0, 4).Select(_ => Neighbour(request))];

        await Task.WhenAll(pool.Select(member => _scene.Succeed(Provisioner.Create(member, default))));

        Assert.Equal(2, _scene.Machine.Log.Text.Split("successfully initialized").Length);
        Assert.Equal(8, _scene.Marks.Left.Length);
    }

    [Theory]
    [InlineData("", "triggers_replace")]
    [InlineData("lifecycle { create_before_destroy = true }", "triggers_replace")]
    [InlineData("lifecycle { ignore_changes = [triggers_replace] }", null)]
    public async Task A_hand_over_tells_what_it_replaces(string more, string? path)
    {
        var request = _scene.Request(Replaced(more));
        await _scene.Succeed(Provisioner.Create(request, default));

        await _scene.Succeed(Provisioner.Claim(TerraformScene.ClaimedBy("ada", request), default));

        var told = _scene.Machine.Replaced.Select(it => $"{it.Address} {string.Join(',', it.Paths)}");
        Assert.Equal(path is null ? [] : [$"terraform_data.disk[\"a b\"] {path}"], told);
    }

    [Fact]
    public async Task A_refused_hand_over_says_which_and_changes_nothing()
    {
        var request = _scene.Request(Replaced(""));
        await _scene.Succeed(Provisioner.Create(request, default));
        var before = Text(TerraformScene.StateOf(request).Kept[^1]);

        var refused = await TerraformScene.Fail(Provisioner.Claim(
            TerraformScene.ClaimedBy("ada", request, ReplacementPolicy.Refuse), default));

        Assert.Equal(ErrorClass.Permanent, refused.Error.Class);
        Assert.Contains("terraform_data.disk[\"a b\"] (triggers_replace)", refused.Error.Message);
        Assert.Equal("terraform_data.disk[\"a b\"]", Assert.Single(refused.WouldReplace).Address);
        Assert.Empty(_scene.Machine.Replaced);
        Assert.Equal(before, Text(TerraformScene.StateOf(request).Kept[^1]));
    }

    [Fact]
    public async Task Who_may_not_keep_what_is_replaced_replaces_nothing()
    {
        var request = _scene.Request(Replaced(""));
        await _scene.Succeed(Provisioner.Create(request, default));
        var before = Text(TerraformScene.StateOf(request).Kept[^1]);
        _scene.Machine.MayReplace = false;

        var lost = await TerraformScene.Fail(Provisioner.Claim(TerraformScene.ClaimedBy("ada", request), default));

        Assert.Contains("taken over by another worker", lost.Error.Message);
        Assert.Equal(before, Text(TerraformScene.StateOf(request).Kept[^1]));
    }

    [Fact]
    public async Task What_a_hand_over_replaces_is_kept_before_it_is_begun_also_when_it_is_cancelled_halfway()
    {
        var request = _scene.Request(Replaced("""
            provisioner "local-exec" {
              command = "test ${var.prebuild_owner_name} = prebuilds || { echo 'half''way'; sleep 1000; }"
            }
            """));
        await _scene.Succeed(Provisioner.Create(request, default));
        using var cancel = new CancellationTokenSource();
        var claim = TerraformScene.ClaimedBy("ada", request) with
        {
            Log = text => _ = text.Contains("halfway") ? cancel.CancelAsync() : Task.CompletedTask,
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Provisioner.Claim(claim, cancel.Token));

        Assert.Equal("terraform_data.disk[\"a b\"]", Assert.Single(_scene.Machine.Replaced).Address);
    }

    [Theory]
    [InlineData("prebuild_owner_name", "", false)]
    [InlineData("prebuild_name", "", false)]
    [InlineData("prebuild_is_claim", "", false)]
    [InlineData("prebuild_workspace_id", "", true)]
    [InlineData("prebuild_name", "lifecycle { ignore_changes = [triggers_replace] }", true)]
    public async Task Who_refuses_replacements_never_gets_a_member_that_would_need_one(
        string variable, string more, bool good)
    {
        var request = _scene.Request(Replaced(more, variable)) with { OnReplacement = ReplacementPolicy.Refuse };

        var result = await Provisioner.Create(request, default);

        Assert.Equal(good, result is ProvisionResult.Succeeded);
        var replacements = (result as ProvisionResult.Failed)?.WouldReplace ?? [];
        Assert.Equal(good ? [] : ["triggers_replace"], replacements.SelectMany(it => it.Paths));
        await _scene.Succeed(Provisioner.Delete(request, default));
    }

    [Fact]
    public async Task Another_machine_goes_on_with_the_kept_state()
    {
        using var other = new TerraformScene();
        var request = _scene.Request(TerraformMarks.Template);
        await _scene.Succeed(Provisioner.Create(request, default));

        var claimed = await other.Succeed(other.Provisioner.Claim(TerraformScene.ClaimedBy("ada", request), default));
        Assert.Equal("ada", claimed.Outputs["owner"]);
        Assert.Equal(2, _scene.Marks.Left.Length);

        await other.Succeed(other.Provisioner.Delete(request, default));
        Assert.Empty(_scene.Marks.Left);
    }

    [Fact]
    public async Task A_workspace_whose_folder_is_gone_is_destroyed_by_its_kept_state()
    {
        var request = _scene.Request(TerraformMarks.Template);
        var made = await _scene.Succeed(Provisioner.Create(request, default));
        Directory.Delete(made.Outputs["folder"], recursive: true);

        await _scene.Succeed(Provisioner.Delete(request, default));

        Assert.Empty(_scene.Marks.Left);
    }

    [Fact]
    public async Task What_this_machine_knows_better_than_the_store_counts()
    {
        var request = _scene.Request(TerraformMarks.Template);
        await _scene.Succeed(Provisioner.Create(request, default));

        await _scene.Succeed(Provisioner.Delete(request with { State = new InMemoryWorkspaceState() }, default));

        Assert.Empty(_scene.Marks.Left);
    }

    [Fact]
    public async Task An_orphan_is_destroyed_with_what_its_folder_shows()
    {
        var request = _scene.Request(TerraformMarks.Template);
        await _scene.Succeed(Provisioner.Create(request, default));

        await Provisioner.RemoveLocal(request.Workspace, default);

        Assert.Empty(_scene.Marks.Left);
        Assert.Empty(await Provisioner.ListLocal(default));
        Assert.Empty(await _scene.Machine.Provisioner.ListLocal(default));
    }

    [Fact]
    public async Task What_was_prepared_for_a_version_stays_as_long_as_a_workspace_shows_it()
    {
        var request = _scene.Request("resource \"terraform_data\" \"a\" {}");
        await _scene.Succeed(Provisioner.Create(request, default));
        var prepared = Path.Combine(_scene.Machine.Data, "terraform", "versions", request.Version.ToString());
        Directory.Delete(_scene.Machine.TemplateOf(request), recursive: true);
        await Prepare();
        Assert.True(Directory.Exists(prepared));
        await _scene.Succeed(Provisioner.Delete(request, default));
        Directory.Delete(_scene.Machine.TemplateOf(request), recursive: true);

        await Prepare();

        Assert.False(Directory.Exists(prepared));

        Task Prepare() => _scene.Succeed(Provisioner.Create(
            _scene.Request("resource \"terraform_data\" \"another\" {}"), default));
    }

    [Fact]
    public async Task The_backend_of_a_template_is_not_used_and_sensitive_outputs_are_named()
    {
        var request = _scene.Request("""
            terraform {
              backend "local" { path = "/nowhere/shared.tfstate" }
            }
            variable "size" { type = number }
            output "double" { value = var.size * 2 }
            output "password" {
              value     = "s3cret"
              sensitive = true
            }
            """);
        request = request with { Parameters = request.Parameters.Add("size", "21") };

        var made = await _scene.Succeed(Provisioner.Create(request, default));

        Assert.Equal(("42", "s3cret"), (made.Outputs["double"], made.Outputs["password"]));
        Assert.Equal(["password"], made.Sensitive);
        Assert.DoesNotContain("s3cret", _scene.Machine.Log.Text);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(made.Outputs["folder"], "prebuilds.tfvars.json")));
    }

    private ProvisionRequest Neighbour(ProvisionRequest request) => request with
    {
        Workspace = new WorkspaceId(Guid.NewGuid()),
        Build = new BuildId(Guid.NewGuid()),
        State = new InMemoryWorkspaceState(),
    };

    private static string Replaced(string more, string variable = "prebuild_owner_name") => $$"""
        variable "{{variable}}" {}
        resource "terraform_data" "disk" {
          for_each         = toset(["a b"])
          triggers_replace = var.{{variable}}
          {{more}}
        }
        """;

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
