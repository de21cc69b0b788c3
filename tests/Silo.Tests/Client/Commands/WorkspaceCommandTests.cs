using System.Text.Json.Nodes;
using Prebuilds.Builds;
using Prebuilds.Silo.Tests.Client.Fakes;
using Prebuilds.Silo.Tests.Client.Fakes.Grains;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands;

public sealed class WorkspaceCommandTests
{
    private readonly Cli _cli = new();

    private FakeCatalog Catalog => _cli.Cluster.Catalog;

    [Fact]
    public async Task Workspaces_are_listed_by_preset_and_owner()
    {
        Catalog.Workspaces.Add(Examples.Workspace());
        Catalog.Workspaces.Add(Examples.Workspace("bob"));

        Assert.Equal(0, await _cli.Run("workspace", "list", "--user", "bob", "--preset", "go-dev/large"));

        Assert.Equal((A.Preset().Id, UserIds.FromName("bob")), (Catalog.Queries[0].Preset, Catalog.Queries[0].Owner));
        Assert.Matches("fix-login +go-dev/large +bob +running +yes", _cli.Out.ToString());
        Assert.DoesNotContain("alice", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Error.ToString());
    }

    [Fact]
    public async Task A_full_page_tells_how_to_get_the_next_one()
    {
        Catalog.Workspaces.Add(Examples.Workspace());
        var id = Catalog.Workspaces[0].Entry.Workspace.Id;

        await _cli.Run("workspace", "list", "--limit", "1", "--output", "json");
        Assert.Contains($"--after {id}", _cli.Error.ToString(), StringComparison.Ordinal);
        Reference.Shows("prebuilds workspace list", _cli.Json);

        await _cli.Run("workspace", "list", "--after", $"{id}");
        Assert.Equal(id, Catalog.Queries[1].After);
    }

    [Fact]
    public async Task A_cancelled_build_of_a_workspace_shows_who_cancelled_it_and_why()
    {
        var details = Examples.Workspace();
        var build = details.Builds[0] with
        {
            Status = BuildStatus.Cancelled,
            Reason = "Cancelled by bob: it hangs",
        };
        Catalog.Workspaces.Add(details with { Builds = [build] });

        await _cli.Run("workspace", "show", "fix-login");
        Assert.Matches("create +cancelled .*Cancelled by bob: it hangs", _cli.Out.ToString());

        _cli.Out.GetStringBuilder().Clear();
        await _cli.Run("workspace", "show", "fix-login", "--output", "json");
        Assert.Equal("Cancelled by bob: it hangs", (string)_cli.Json["builds"]![0]!["reason"]!);
    }

    [Theory]
    [InlineData("fix-login")]
    [InlineData("4ca3e2c4-ef78-5b41-9d58-1d2d7b6f5f1f", true)]
    public async Task A_workspace_is_shown_by_its_name_or_by_its_id(string workspace, bool byId = false)
    {
        Catalog.Workspaces.Add(Examples.Workspace());
        var text = byId ? Catalog.Workspaces[0].Entry.Workspace.Id.ToString() : workspace;

        Assert.Equal(0, await _cli.Run("workspace", "show", text));

        Assert.Contains("output folder  /var/lib/prebuilds/fix-login", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("There is no room for 8 cpus.", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_tells_all_of_a_workspace()
    {
        Catalog.Workspaces.Add(Examples.Workspace());

        await _cli.Run("workspace", "show", "fix-login", "--output", "json");

        Reference.Shows("prebuilds workspace show", _cli.Json);
    }

    [Fact]
    public async Task Sensitive_outputs_are_named_and_only_revealed_to_the_owner()
    {
        var bobs = Examples.Workspace("bob");
        Catalog.Workspaces.Add(bobs with { Sensitive = ["password"] });
        Catalog.Secrets = Catalog.Secrets.Add("password", "hunter2");
        var id = bobs.Entry.Workspace.Id.ToString();

        Assert.Equal(0, await _cli.Run("workspace", "show", id));
        Assert.Contains("output password  (sensitive; its owner may --reveal it)", _cli.Out.ToString());
        Assert.Equal(1, await _cli.Run("workspace", "show", id, "--reveal"));
        Assert.StartsWith("The workspace is not alice's", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _cli.Out.ToString(), StringComparison.Ordinal);

        Assert.Equal(0, await _cli.Run("workspace", "show", id, "--user", "bob", "--reveal"));

        Assert.Contains("output password  hunter2", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HandOver.None, "yes", "usable +0 s after the claim", false)]
    [InlineData(HandOver.Pending, "handing over", "", true)]
    [InlineData(HandOver.Done, "yes", "usable +2.5 s after the claim", true)]
    [InlineData(HandOver.Failed, "hand-over failed", "The end of its log:\\s+x{1900,2000}\\s+the last words", true)]
    [InlineData(HandOver.Failed, "hand-over failed", "", false)]
    public async Task A_claimed_workspace_tells_how_far_it_is_with_becoming_its_owners(
        HandOver handOver, string state, string more, bool begun)
    {
        var details = Examples.Workspace();
        var workspace = details.Entry.Workspace with { HandOver = handOver };
        var build = details.Builds[0] with
        {
            Kind = BuildKind.Claim,
            Status = handOver == HandOver.Done ? BuildStatus.Succeeded : BuildStatus.Failed,
            FinishedAt = workspace.ClaimedAt!.Value.AddSeconds(2.5),
            Replacements = [new ResourceReplacement("vm.dev", ["owner"])],
            ReplacingAt = begun ? workspace.ClaimedAt : null,
        };
        Catalog.Workspaces.Add(details with
        {
            Entry = details.Entry with { Workspace = workspace },
            Builds = [build],
        });
        Catalog.Log = new string('x', 5000) + "\nthe last words\n";

        Assert.Equal(0, await _cli.Run("workspace", "show", "fix-login"));
        Assert.Matches($"ready +{state}", _cli.Out.ToString());
        Assert.Matches(more, _cli.Out.ToString());
        Assert.Matches(
            begun ? "(?m)^replaced +vm.dev, forced by owner" : "(?m)^would replace +vm.dev, forced by owner",
            _cli.Out.ToString());

        await _cli.Run("workspace", "list");

        Assert.Matches($"fix-login +go-dev/large +alice +running +{state}", _cli.Out.ToString());
    }

    [Theory]
    [InlineData("show")]
    [InlineData("logs")]
    [InlineData("delete")]
    public async Task Somebody_elses_name_for_a_workspace_is_not_mine(string command)
    {
        Catalog.Workspaces.Add(Examples.Workspace("bob"));

        Assert.Equal(1, await _cli.Run("workspace", command, "fix-login"));

        Assert.StartsWith("alice has no workspace 'fix-login'.", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_cli.Cluster.Preset.Commands);
    }

    [Fact]
    public async Task A_deletion_goes_to_the_grain_of_the_workspaces_preset()
    {
        Catalog.Workspaces.Add(Examples.Workspace("bob"));

        Assert.Equal(0, await _cli.Run("workspace", "delete", "fix-login", "--user", "bob"));

        Assert.Equal([$"delete {A.Member("fix-login").Id}"], _cli.Cluster.Preset.Commands);
        Assert.Contains(A.Preset().Id.Value, _cli.Cluster.Keys);
    }

    [Fact]
    public async Task A_log_is_printed_to_its_end_however_it_is_cut()
    {
        Catalog.Workspaces.Add(Examples.Workspace());
        Catalog.Log = "one\ntwo\nthree\n";
        Catalog.LogPiece = 5;

        Assert.Equal(0, await _cli.Run("workspace", "logs", "fix-login"));

        Assert.Equal(Catalog.Log, _cli.Out.ToString());
    }

    [Fact]
    public async Task Pieces_of_a_log_as_json_are_a_line_each()
    {
        Catalog.Workspaces.Add(Examples.Workspace());
        Catalog.Log = "one\ntwo\n";
        Catalog.LogPiece = 4;

        await _cli.Run("workspace", "logs", "fix-login", "--output", "json");

        var lines = _cli.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["one\n", "two\n"], lines.Select(line => (string)JsonNode.Parse(line)!["text"]!));
        Reference.Shows("prebuilds workspace logs", JsonNode.Parse(lines[1])!);
    }

    [Fact]
    public async Task Following_a_log_looks_again_until_the_build_is_finished()
    {
        var details = Examples.Workspace();
        Catalog.Workspaces.Add(details);
        Catalog.BuildNews.Enqueue(details.Builds[0] with { Status = BuildStatus.Running });
        Catalog.BuildNews.Enqueue(details.Builds[0] with { Status = BuildStatus.Running });
        Catalog.BuildNews.Enqueue(details.Builds[0] with { Status = BuildStatus.Succeeded });
        Catalog.Log = "one\n";

        Assert.Equal(0, await _cli.Run("workspace", "logs", "fix-login", "--follow"));

        Assert.Equal([TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(500)], _cli.Clock.Waits);
        Assert.Equal("one\n", _cli.Out.ToString());
    }

    [Fact]
    public async Task A_build_of_another_workspace_has_no_log_here()
    {
        Catalog.Workspaces.Add(Examples.Workspace());

        Assert.Equal(1, await _cli.Run("workspace", "logs", "fix-login", "--build", $"{A.Id("other")}"));

        Assert.StartsWith("The workspace has no such build.", _cli.Error.ToString(), StringComparison.Ordinal);
    }
}
