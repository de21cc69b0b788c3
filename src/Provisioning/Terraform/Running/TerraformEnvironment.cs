using System.Collections.Immutable;
using Prebuilds.Provisioning.Local;

namespace Prebuilds.Provisioning.Terraform.Running;

/// <summary>The environment that terraform, its providers and its provisioners run in.</summary>
internal static class TerraformEnvironment
{
    /// <summary>The variable that tells the processes of one run from all others.</summary>
    public const string Run = "PREBUILDS_RUN";

    private const string ConfigurationFile = "TF_CLI_CONFIG_FILE";

    /// <summary>What would move the state, or change what a command means, is never passed on.</summary>
    private static readonly ImmutableArray<string> Refused =
        ["TF_DATA_DIR", "TF_WORKSPACE", "TF_CLI_ARGS", "TF_REATTACH"];

    /// <summary>The variables that tell a run's processes from all others.</summary>
    public static ImmutableArray<string> Marks { get; } = [LocalWorkspaces.IdVariable, Run];

    /// <summary>The whole environment of one run.</summary>
    /// <param name="inherited">What is inherited.</param>
    /// <param name="folder">The folder it works in, which is also its home when the silo has none.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="plugins">Where downloaded providers are kept.</param>
    public static ImmutableSortedDictionary<string, string> Of(
        ImmutableSortedDictionary<string, string> inherited, WorkspaceFolder folder, Guid run, string plugins)
    {
        var variables = inherited.ToBuilder();
        variables.RemoveRange(inherited.Keys.Where(
            name => Refused.Any(refused => name.StartsWith(refused, StringComparison.Ordinal))));
        if (variables.TryGetValue(ConfigurationFile, out var file) && !File.Exists(file))
        {
            // Terraform would complain of it at each run.
            variables.Remove(ConfigurationFile);
        }

        variables.TryAdd("HOME", folder.Path);
        variables["CHECKPOINT_DISABLE"] = "1";
        variables["TF_IN_AUTOMATION"] = "1";
        variables["TF_INPUT"] = "0";
        variables["TF_PLUGIN_CACHE_DIR"] = plugins;
        // Else what is there already would be fetched again for each template without a lock file.
        variables["TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE"] = "1";
        variables[LocalWorkspaces.IdVariable] = folder.Subject;
        variables[Run] = run.ToString();
        return variables.ToImmutable();
    }
}
