using Prebuilds.Builds;
using Prebuilds.Provisioning.Script;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Users;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Script;

/// <summary>What the executables find, and what their exit codes mean.</summary>
public sealed class ScriptStepsTests : IDisposable
{
    private readonly Machine _machine = new();

    private IProvisioner Provisioner => _machine.Provisioner;

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Executables_find_all_that_concerns_them()
    {
        var request = _machine.Request(("create", "pwd; env")) with { Attempt = 3, Name = "my place" };
        request = request with { Parameters = request.Parameters.Add("cpus", "8").Add("disk_size", "10 GB") };

        await Provisioner.Create(request, default);

        string[] expected =
        [
            _machine.FolderOf(request),
            $"PREBUILDS_WORKSPACE_ID={request.Workspace}",
            "PREBUILDS_WORKSPACE_NAME=my place",
            $"PREBUILDS_WORKSPACE_FOLDER={_machine.FolderOf(request)}",
            $"PREBUILDS_TEMPLATE_FOLDER={_machine.TemplateOf(request)}",
            $"PREBUILDS_TEMPLATE_VERSION={request.Version}",
            "PREBUILDS_PRESET=demo/small",
            $"PREBUILDS_OWNER_ID={SystemUser.Prebuilds}",
            "PREBUILDS_OWNER_NAME=prebuilds",
            "PREBUILDS_IS_PREBUILD=true",
            "PREBUILDS_IS_CLAIM=false",
            $"PREBUILDS_BUILD_ID={request.Build}",
            "PREBUILDS_ATTEMPT=3",
            "PREBUILDS_STEP=create",
            "PREBUILDS_PARAM_cpus=8",
            "PREBUILDS_PARAM_disk_size=10 GB",
        ];
        var lines = _machine.Log.Text.Split('\n');
        Assert.All(expected, line => Assert.Contains(line, lines));
        Assert.Equal(expected.Length - 1, lines.Count(line => line.StartsWith("PREBUILDS_")));
    }

    [Fact]
    public async Task The_guide_names_every_variable()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "templates.md"));
        await Provisioner.Create(_machine.Request(("create", "env")), default);

        var ours = _machine.Log.Text.Split('\n')
            .Where(line => line.StartsWith("PREBUILDS_"))
            .Select(line => line.Split('=')[0]);
        Assert.All(ours.Concat(InheritedEnvironment.Names), name => Assert.Contains($"`{name}`", guide));
    }

    [Fact]
    public async Task A_claim_finds_the_new_owner()
    {
        var request = _machine.Request(("create", "true"), ("claim", "env | grep ^PREBUILDS_ | sort"));
        await Provisioner.Create(request, default);

        var ada = UserIds.FromName("ada");
        await Provisioner.Claim(request with { Owner = ada, OwnerName = "ada" }, default);

        var lines = _machine.Log.Text.Split('\n');
        Assert.Contains("PREBUILDS_OWNER_NAME=ada", lines);
        Assert.Contains($"PREBUILDS_OWNER_ID={ada}", lines);
        Assert.Contains("PREBUILDS_IS_PREBUILD=false", lines);
        Assert.Contains("PREBUILDS_IS_CLAIM=true", lines);
    }

    [Theory]
    [InlineData(1, ErrorClass.Transient, "exit code 1")]
    [InlineData(69, ErrorClass.Capacity, "exit code 69 (no capacity)")]
    [InlineData(75, ErrorClass.Transient, "exit code 75 (temporary failure)")]
    [InlineData(78, ErrorClass.Permanent, "exit code 78 (configuration error)")]
    [InlineData(137, ErrorClass.Transient, "exit code 137 (ended by signal 9)")]
    public async Task A_failure_tells_step_preset_code_and_last_words(int code, ErrorClass errorClass, string words)
    {
        var request = _machine.Request(("create", $"echo cannot reach the moon; exit {code}"));

        var error = await ErrorOf(Provisioner.Create(request, default));

        Assert.Equal(errorClass, error.Class);
        Assert.Equal(
            $"'create' of demo/small ended with {words}. Its last output:\ncannot reach the moon", error.Message);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("exit 75")]
    [InlineData("exit 69")]
    [InlineData("curl --no-such-option")]
    [InlineData("kill -KILL $$")]
    public async Task A_probe_that_fails_means_not_yet(string probe)
    {
        var request = _machine.Request(("create", "true"), ("ready", probe));
        await Provisioner.Create(request, default);

        Assert.IsType<ProvisionResult.NotReady>(await Provisioner.Ready(request, default));
    }

    [Fact]
    public async Task A_probe_can_give_up_for_good()
    {
        var request = _machine.Request(("create", "true"), ("ready", "echo never; exit 78"));
        await Provisioner.Create(request, default);

        Assert.Equal(ErrorClass.Permanent, (await ErrorOf(Provisioner.Ready(request, default))).Class);
    }

    [Fact]
    public async Task A_probe_that_hangs_is_ended_and_means_not_yet()
    {
        using var machine = new Machine(new HurriedClock());
        var request = machine.Request(("create", "true"), ("ready", "echo $$ >pid; exec sleep 1000"));
        await machine.Provisioner.Create(request, default);

        Assert.IsType<ProvisionResult.NotReady>(await machine.Provisioner.Ready(request, default));

        Assert.Contains("'ready' took longer than 30 s", machine.Log.Text);
        Running.AssertGone(await File.ReadAllTextAsync(Path.Combine(machine.FolderOf(request), "pid")));
    }

    [Fact]
    public async Task Steps_that_a_template_does_not_have_succeed_at_once()
    {
        var request = _machine.Request(("create", "true"));
        await Provisioner.Create(request, default);

        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Ready(request, default));
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Claim(request, default));
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Delete(request, default));
    }

    [Fact]
    public async Task A_template_without_create_cannot_work()
    {
        var error = await ErrorOf(Provisioner.Create(_machine.Request(("delete", "true")), default));

        Assert.Equal(ErrorClass.Permanent, error.Class);
        Assert.Contains("no file 'create'", error.Message);
    }

    [Fact]
    public async Task A_file_that_is_not_executable_cannot_work()
    {
        var package = Machine.Package(Machine.FileOf("create", "#!/bin/sh\n", executable: false));

        var error = await ErrorOf(Provisioner.Create(_machine.Request(package), default));

        Assert.Equal(ErrorClass.Permanent, error.Class);
        Assert.Contains("chmod +x create", error.Message);
    }

    private static async Task<BuildError> ErrorOf(Task<ProvisionResult> running) =>
        Assert.IsType<ProvisionResult.Failed>(await running).Error;
}
