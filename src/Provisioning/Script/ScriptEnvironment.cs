using System.Collections.Immutable;
using System.Globalization;
using Prebuilds.Provisioning.Local;
using Prebuilds.Users;

namespace Prebuilds.Provisioning.Script;

/// <summary>
/// The variables that a template's executables find. Described for authors in <c>docs/templates.md</c>.
/// </summary>
internal static class ScriptEnvironment
{
    /// <summary>The build's id.</summary>
    public const string BuildId = "PREBUILDS_BUILD_ID";

    /// <summary>The name of the executable that was started.</summary>
    public const string Step = "PREBUILDS_STEP";

    /// <summary>What the name of a parameter's variable begins with; the parameter's exact name follows.</summary>
    public const string ParameterPrefix = "PREBUILDS_PARAM_";

    /// <summary>The variables that tell one step of one build from all other processes.</summary>
    public static ImmutableArray<string> StepMarks { get; } = [LocalWorkspaces.IdVariable, BuildId, Step];

    /// <summary>The whole environment of one step.</summary>
    /// <param name="inherited">What is inherited.</param>
    /// <param name="folders">Where the workspace and the template lie.</param>
    /// <param name="request">What is worked on.</param>
    /// <param name="step">The step.</param>
    public static ImmutableSortedDictionary<string, string> Of(
        ImmutableSortedDictionary<string, string> inherited,
        DataFolders folders,
        ProvisionRequest request,
        ScriptStep step)
    {
        var variables = inherited.ToBuilder();
        var folder = folders.Of(request.Workspace);
        variables.TryAdd("HOME", folder);
        foreach (var (name, value) in request.Parameters)
        {
            variables[ParameterPrefix + name] = value;
        }

        variables[LocalWorkspaces.IdVariable] = request.Workspace.ToString();
        variables["PREBUILDS_WORKSPACE_NAME"] = request.Name;
        variables["PREBUILDS_WORKSPACE_FOLDER"] = folder;
        variables["PREBUILDS_TEMPLATE_FOLDER"] = folders.Of(request.Version);
        variables["PREBUILDS_TEMPLATE_VERSION"] = request.Version.ToString();
        variables["PREBUILDS_PRESET"] = request.Preset.ToString();
        variables["PREBUILDS_OWNER_ID"] = request.Owner.ToString();
        variables["PREBUILDS_OWNER_NAME"] = request.OwnerName;
        variables["PREBUILDS_IS_PREBUILD"] = Flag(request.Owner == SystemUser.Prebuilds);
        variables["PREBUILDS_IS_CLAIM"] = Flag(step == ScriptStep.Claim);
        variables[BuildId] = request.Build.ToString();
        variables["PREBUILDS_ATTEMPT"] = request.Attempt.ToString(CultureInfo.InvariantCulture);
        variables[Step] = step.Name;
        return variables.ToImmutable();
    }

    private static string Flag(bool value) => value ? "true" : "false";
}
