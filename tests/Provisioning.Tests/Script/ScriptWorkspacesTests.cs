using Prebuilds.Builds;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Script;

/// <summary>A workspace's folder and processes over its life.</summary>
public sealed class ScriptWorkspacesTests : IDisposable
{
    /// <summary>A server that shares nothing with the script that starts it but its environment.</summary>
    private const string StartServer = "setsid sleep 1000 >server.log 2>&1 & echo $! >server.pid";

    /// <summary>
    /// A server that has overwritten its environment, as databases do to set their title; only where it works tells.
    /// </summary>
    private const string StartNamelessServer = "setsid env -i sleep 1000 >server.log 2>&1 & echo $! >server.pid";

    private readonly Machine _machine = new();

    private IProvisioner Provisioner => _machine.Provisioner;

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Each_attempt_starts_in_an_empty_folder()
    {
        var request = _machine.Request(
            ("create", "ls -A; touch left-$PREBUILDS_ATTEMPT; exit $((PREBUILDS_ATTEMPT == 1))"));

        Assert.IsType<ProvisionResult.Failed>(await Provisioner.Create(request, default));
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Create(request with { Attempt = 2 }, default));

        Assert.Equal("", _machine.Log.Text);
        Assert.Equal("left-2", Path.GetFileName(Assert.Single(Directory.GetFiles(_machine.FolderOf(request)))));
    }

    [Theory]
    [InlineData(StartServer)]
    [InlineData(StartNamelessServer)]
    public async Task A_server_lives_as_long_as_its_workspace(string start)
    {
        var request = _machine.Request(("create", start), ("ready", "kill -0 $(cat server.pid)"), ("claim", "true"));

        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Create(request, default));
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Ready(request, default));
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Claim(ClaimOf(request), default));
        var server = await ServerOf(request);
        Running.AssertAlive(server);

        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Delete(request, default));
        Running.AssertGone(server);
        Assert.False(Directory.Exists(_machine.FolderOf(request)));
    }

    [Fact]
    public async Task A_failed_hand_over_ends_its_own_processes_only()
    {
        var request = _machine.Request(
            ("create", StartServer), ("claim", "setsid sleep 1000 >/dev/null 2>&1 & echo $! >claim.pid; exit 1"));
        await Provisioner.Create(request, default);

        Assert.IsType<ProvisionResult.Failed>(await Provisioner.Claim(ClaimOf(request), default));

        Running.AssertAlive(await ServerOf(request));
        Running.AssertGone(await File.ReadAllTextAsync(Path.Combine(_machine.FolderOf(request), "claim.pid")));
        await Provisioner.Delete(request, default);
    }

    [Fact]
    public async Task A_failed_creation_leaves_no_process_and_keeps_its_folder_as_evidence()
    {
        var request = _machine.Request(("create", StartServer + "; echo broken >why; exit 1"));

        Assert.IsType<ProvisionResult.Failed>(await Provisioner.Create(request, default));

        Running.AssertGone(await ServerOf(request));
        Assert.True(File.Exists(Path.Combine(_machine.FolderOf(request), "why")));
    }

    [Fact]
    public async Task Outputs_that_cannot_be_read_leave_no_process()
    {
        var request = _machine.Request(("create", StartServer + "; echo '{' >outputs.json"));

        Assert.IsType<ProvisionResult.Failed>(await Provisioner.Create(request, default));

        Running.AssertGone(await ServerOf(request));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("ready")]
    [InlineData("claim")]
    [InlineData("delete")]
    public async Task What_a_dead_silo_left_is_ended_before_the_step_is_repeated(string step)
    {
        using var machine = new Machine(new HurriedClock());
        var request = machine.Request(("create", "true"), ("ready", "true"), ("claim", "true"), ("delete", "true"));
        await machine.Provisioner.Create(request, default);
        using var leftover = await Running.LeftoverOf(request, step);

        Assert.IsType<ProvisionResult.Succeeded>(await (step switch
        {
            "create" => machine.Provisioner.Create(request with { Attempt = 2 }, default),
            "ready" => machine.Provisioner.Ready(request, default),
            "claim" => machine.Provisioner.Claim(request with { Attempt = 2 }, default),
            _ => machine.Provisioner.Delete(request with { Attempt = 2 }, default),
        }));

        await leftover.WaitForExitAsync();
        Assert.NotEqual(0, leftover.ExitCode);
    }

    [Fact]
    public async Task Delete_is_run_in_an_empty_folder_when_the_folder_is_gone()
    {
        var request = _machine.Request(("create", "true"), ("delete", "pwd; ls -A"));
        await Provisioner.Create(request, default);
        Directory.Delete(_machine.FolderOf(request), recursive: true);

        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Delete(request, default));

        Assert.Equal(_machine.FolderOf(request) + "\n", _machine.Log.Text);
        Assert.False(Directory.Exists(_machine.FolderOf(request)));
    }

    [Fact]
    public async Task A_delete_that_fails_keeps_everything_for_the_next_try()
    {
        var request = _machine.Request(("create", StartServer), ("delete", "exit $((PREBUILDS_ATTEMPT == 1))"));
        await Provisioner.Create(request, default);

        Assert.IsType<ProvisionResult.Failed>(await Provisioner.Delete(request, default));
        Running.AssertAlive(await ServerOf(request));

        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Delete(request with { Attempt = 2 }, default));
    }

    [Fact]
    public async Task A_deleted_workspace_leaves_no_lock_file()
    {
        var request = _machine.Request(("create", "true"));
        await Provisioner.Create(request, default);
        var locks = Path.Combine(_machine.Data, "locks");
        Assert.Contains(Directory.GetFiles(locks), path => path.EndsWith(request.Workspace.ToString()));

        await Provisioner.Delete(request, default);

        Assert.DoesNotContain(Directory.GetFiles(locks), path => path.EndsWith(request.Workspace.ToString()));
    }

    [Fact]
    public async Task Another_process_of_the_machine_cannot_work_at_the_same_workspace()
    {
        var request = _machine.Request(
            ("create", "echo begin $PREBUILDS_ATTEMPT; seq 1 20000 >/dev/null; echo end $PREBUILDS_ATTEMPT"));
        IProvisioner[] processes = [Provisioner, _machine.SecondProcess(), _machine.SecondProcess()];

        await Task.WhenAll(processes.Select(
            (process, index) => process.Create(request with { Attempt = index }, default)));

        var lines = _machine.Log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        Assert.All(lines.Chunk(2), pair => Assert.Equal(pair[0].Replace("begin", "end"), pair[1]));
    }

    [Fact]
    public async Task A_workspace_that_stays_busy_is_a_transient_failure()
    {
        using var machine = new Machine(new HurriedClock());
        var request = machine.Request(("create", "echo begun; exec sleep 1000"));
        using var stop = new CancellationTokenSource();
        var first = machine.Provisioner.Create(request, stop.Token);
        await machine.Log.Saw("begun");

        var second = await machine.SecondProcess().Create(request, default);

        Assert.Equal(ErrorClass.Transient, Assert.IsType<ProvisionResult.Failed>(second).Error.Class);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task A_time_limit_ends_the_whole_tree()
    {
        var request = _machine.Request(("create", StartServer + "; sleep 1000 & echo begun; wait"));
        using var limit = new CancellationTokenSource();
        var creating = Provisioner.Create(request, limit.Token);
        await _machine.Log.Saw("begun");

        await limit.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
        Running.AssertGone(await ServerOf(request));
    }

    [Fact]
    public async Task Orphans_are_listed_and_removed_with_their_processes()
    {
        var request = _machine.Request(("create", StartServer));
        await Provisioner.Create(request, default);
        var server = await ServerOf(request);
        Directory.CreateDirectory(Path.Combine(_machine.Data, "workspaces", "not-ours"));

        Assert.Equal([request.Workspace], await Provisioner.ListLocal(default));
        await Provisioner.RemoveLocal(request.Workspace, default);

        Running.AssertGone(server);
        Assert.Empty(await Provisioner.ListLocal(default));
        Assert.True(Directory.Exists(Path.Combine(_machine.Data, "workspaces", "not-ours")));
    }

    [Fact]
    public async Task An_orphan_that_cannot_be_removed_is_in_nobodys_way()
    {
        using var machine = new Machine(new HurriedClock());
        var request = machine.Request(("create", "echo begun; exec sleep 1000"));
        using var stop = new CancellationTokenSource();
        var creating = machine.Provisioner.Create(request, stop.Token);
        await machine.Log.Saw("begun");

        await machine.Provisioner.RemoveLocal(request.Workspace, default);

        Assert.Equal([request.Workspace], await machine.Provisioner.ListLocal(default));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
    }

    [Fact]
    public async Task A_server_is_found_where_it_works_through_links_as_well()
    {
        using var links = new TemporaryFolder();
        Directory.CreateSymbolicLink(links["data"], _machine.Data);
        var request = _machine.Request(("create", StartNamelessServer), ("delete", "true"));
        var provisioner = _machine.SecondProcess(links["data"]);

        await provisioner.Create(request, default);
        var server = await ServerOf(request);
        await provisioner.Delete(request, default);

        Running.AssertGone(server);
    }

    [Fact]
    public async Task A_neighbour_is_left_alone()
    {
        var one = _machine.Request(("create", StartServer));
        var other = one with { Workspace = new WorkspaceId(Guid.NewGuid()), Build = new BuildId(Guid.NewGuid()) };
        await Task.WhenAll(Provisioner.Create(one, default), Provisioner.Create(other, default));

        await Provisioner.Delete(one, default);

        Running.AssertAlive(await ServerOf(other));
        await Provisioner.Delete(other, default);
    }

    private static ProvisionRequest ClaimOf(ProvisionRequest request) =>
        request with { Build = new BuildId(Guid.NewGuid()) };

    private Task<string> ServerOf(ProvisionRequest request) =>
        File.ReadAllTextAsync(Path.Combine(_machine.FolderOf(request), "server.pid"));
}
