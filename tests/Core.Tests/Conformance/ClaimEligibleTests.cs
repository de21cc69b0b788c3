using System.Text.Json.Nodes;
using Prebuilds.Claims;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Core.Tests.Conformance;

public sealed class ClaimEligibleTests
{
    public static TheoryData<string, string> Cases() => WorkedCases.OfRule("claimEligible");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_member_is_handed_out_when_the_worked_case_says_so(string name, string line)
    {
        var input = JsonNode.Parse(line)!["input"]!;
        var preset = A.Preset() with { TemplateDeleted = (bool)input["templateDeleted"]! };
        var agents = input["agentStates"]!.AsArray().Select(state => (string?)state).ToList();
        var member = A.Member() with
        {
            Owner = (bool)input["ownerIsPrebuilds"]! ? SystemUser.Prebuilds : new UserId(A.Id("somebody")),
            Version = (bool)input["versionIsActive"]! ? A.Version : new TemplateVersionId(A.Id("older version")),
            Preset = (bool)input["presetMatches"]! ? preset.Id : new(A.Id("another preset")),
            Phase = Phase((string)input["latestTransition"]!, (string)input["latestStatus"]!),
            Ready = agents is not [] && agents.TrueForAll(state => state == "ready"),
        };

        var eligible = !(bool)input["workspaceDeleted"]! && ClaimRules.IsEligible(member, preset);

        Assert.True((bool)JsonNode.Parse(line)!["expect"]! == eligible, name);
    }

    /// <summary>The peers' two words, last transition and its status, in our one.</summary>
    private static WorkspacePhase Phase(string transition, string status) => (transition, status) switch
    {
        ("start", "succeeded") => WorkspacePhase.Running,
        ("start", "failed") => WorkspacePhase.Failed,
        ("start", _) => WorkspacePhase.Starting,
        ("stop", "succeeded") => WorkspacePhase.Stopped,
        ("stop", _) => WorkspacePhase.Stopping,
        _ => WorkspacePhase.Deleting,
    };
}
