using System.Collections.Immutable;

namespace Prebuilds.Provisioning.Terraform.Running;

/// <summary>The commands that are given to terraform.</summary>
internal static class TerraformCommands
{
    private const string Variables = "-var-file=" + WorkspaceFolder.VariablesName;

    /// <summary>Fetches what a configuration needs.</summary>
    /// <param name="locked">Whether the template says which versions, by its lock file.</param>
    public static ImmutableArray<string> Init(bool locked) =>
        locked ? ["init", .. Quiet, "-lockfile=readonly"] : ["init", .. Quiet];

    /// <summary>Makes what the configuration says.</summary>
    public static ImmutableArray<string> Apply { get; } = ["apply", .. Quiet, "-auto-approve", Variables];

    /// <summary>Looks what would be changed, and writes it down.</summary>
    public static ImmutableArray<string> Plan { get; } =
        ["plan", .. Quiet, "-out=" + WorkspaceFolder.PlanName, Variables];

    /// <summary>Does what was written down.</summary>
    public static ImmutableArray<string> ApplyPlan { get; } = ["apply", .. Quiet, WorkspaceFolder.PlanName];

    /// <summary>Tells what was written down.</summary>
    public static ImmutableArray<string> ShowPlan { get; } = ["show", "-json", "-no-color", WorkspaceFolder.PlanName];

    /// <summary>Removes all that was made.</summary>
    public static ImmutableArray<string> Destroy { get; } = ["destroy", .. Quiet, "-auto-approve", Variables];

    /// <summary>Checks a configuration.</summary>
    public static ImmutableArray<string> Validate { get; } = ["validate", "-json", "-no-color"];

    /// <summary>Asks which of these variables are declared, and which others are missing.</summary>
    /// <param name="names">The names.</param>
    public static ImmutableArray<string> Ask(IEnumerable<string> names) =>
        ["plan", .. Quiet, .. names.Select(name => $"-var={name}=")];

    private static ImmutableArray<string> Quiet => ["-input=false", "-json", "-no-color"];
}
