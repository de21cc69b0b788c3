using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Prebuilds.Users;

namespace Prebuilds.Provisioning.Terraform;

/// <summary>
/// The values that a configuration's variables get. Described for authors in <c>docs/templates.md</c>.
/// </summary>
internal static class TerraformVariables
{
    /// <summary>The variables that a template may declare to learn what is worked on.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "prebuild_workspace_id", "prebuild_name", "prebuild_owner_id", "prebuild_owner_name", "prebuild_is_prebuild",
        "prebuild_is_claim",
    ];

    /// <summary>The content of the file with the values, in JSON.</summary>
    /// <param name="request">What is worked on, and with which parameters.</param>
    /// <param name="isClaim">Whether it is applied for its new owner.</param>
    /// <param name="declared">The variables that the configuration has.</param>
    public static string Json(ProvisionRequest request, bool isClaim, IReadOnlySet<string> declared)
    {
        var values = new JsonObject();
        foreach (var (name, value) in request.Parameters)
        {
            values[name] = value;
        }

        values["prebuild_workspace_id"] = request.Workspace.ToString();
        values["prebuild_name"] = request.Name;
        values["prebuild_owner_id"] = request.Owner.ToString();
        values["prebuild_owner_name"] = request.OwnerName;
        values["prebuild_is_prebuild"] = request.Owner == SystemUser.Prebuilds;
        values["prebuild_is_claim"] = isClaim;
        foreach (var undeclared in values.Select(value => value.Key).Except(declared).ToList())
        {
            values.Remove(undeclared);
        }

        return values.ToJsonString();
    }
}
