using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Claims;
using Prebuilds.Grains.Catalog;
using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rosters;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Silo.Tests.Client.Fakes;

/// <summary>What a cluster might hold; the JSON in docs/cli.md shows it.</summary>
internal static class Examples
{
    private static readonly ImmutableSortedDictionary<string, string> Outputs =
        ImmutableSortedDictionary<string, string>.Empty.Add("folder", "/var/lib/prebuilds/fix-login");

    private static readonly ImmutableSortedDictionary<string, string> Large =
        ImmutableSortedDictionary<string, string>.Empty.Add("cpus", "8");

    public static ClaimOutcome.NoneClaimable Miss(MissReason reason) => new(reason, "2 of 3 members are starting.");

    public static ClaimOutcome.Claimed Claimed(ClaimRequest request) => new(
        new ClaimedWorkspace(
            A.Member().Id, A.Preset().Id, request.User, request.Name, A.Noon, HandOver.Pending, Outputs),
        Repeat: false,
        TimeSpan.FromMilliseconds(1.5));

    public static WorkspaceDetails Workspace(string owner = "alice", string name = "fix-login")
    {
        var workspace = A.Member(name) with { Owner = UserIds.FromName(owner), ClaimedAt = A.Noon };
        var build = A.Build(workspace) with
        {
            Status = BuildStatus.Failed,
            Attempt = 1,
            StartedAt = A.Noon.AddMinutes(-59),
            FinishedAt = A.Noon.AddMinutes(-58),
            Error = new BuildError(ErrorClass.Capacity, "There is no room for 8 cpus. Wait, or ask for fewer."),
        };
        return new WorkspaceDetails(new WorkspaceEntry(workspace, A.Preset().Name, owner), Outputs, [build]);
    }

    public static BuildEntry Build()
    {
        var details = Workspace();
        var entry = details.Entry;
        return new BuildEntry(
            details.Builds[0],
            entry.PresetName,
            entry.Workspace.Name,
            "silo-1/4242",
            new MachineId(A.Id("machine")),
            DueAt: null);
    }

    public static PresetStatus Status()
    {
        var preset = A.Preset(instances: 3) with { Parameters = Large };
        var until = A.Noon.AddMinutes(2);
        var plan = new PresetPlan(
            preset.Id,
            new PoolState(
                Actual: 1, Expired: 0, Desired: 3, Eligible: 1, Extraneous: 0, Starting: 0, Stopping: 0, Deleting: 0),
            [new PlanAction.Hold(HoldReason.Backoff, 2, until)],
            ["backing off until 12:02:00Z after 2 failures"]);
        return new PresetStatus(preset, plan, FailureFacts.None, FailedMembers: 2);
    }

    public static Template Template()
    {
        var pool = A.Preset().Pool;
        var definition = new TemplateDefinition(
            "go-dev",
            ProvisionerKind.Terraform,
            [new TemplateParameter("cpus", "2")],
            [
                new PresetDefinition("small", ImmutableSortedDictionary<string, string>.Empty, pool),
                new PresetDefinition("large", Large, pool),
            ]);
        var version = new TemplateVersion(A.Version, definition, HasClaimStep: true, A.Noon);
        return new Template("go-dev", A.Version, Deprecated: false, Deleted: false, [version]);
    }
}
