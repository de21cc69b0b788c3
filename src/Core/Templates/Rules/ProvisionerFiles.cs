using Prebuilds.Templates.Definitions;

namespace Prebuilds.Templates.Rules;

/// <summary>The files that a template must hold for its provisioner.</summary>
public static class ProvisionerFiles
{
    private const string Claim = "claim";

    /// <summary>
    /// Whether a claimed workspace must be applied again for its owner: always by terraform, and by scripts when
    /// there is one for it.
    /// </summary>
    /// <param name="package">The template's directory.</param>
    /// <param name="provisioner">What builds its workspaces.</param>
    public static bool HasClaimStep(TemplatePackage package, ProvisionerKind provisioner) =>
        provisioner == ProvisionerKind.Terraform || package.Find(Claim) is not null;

    /// <summary>Every problem of these files.</summary>
    /// <param name="package">The template's directory.</param>
    /// <param name="provisioner">What builds its workspaces.</param>
    public static IEnumerable<Problem> Check(TemplatePackage package, ProvisionerKind provisioner) =>
        provisioner == ProvisionerKind.Terraform ? Configuration(package) : Scripts(package);

    private static IEnumerable<Problem> Scripts(TemplatePackage package)
    {
        foreach (var (name, needed) in new[] { ("create", true), ("delete", true), ("ready", false), (Claim, false) })
        {
            var file = package.Find(name);
            if (file is null && needed)
            {
                yield return new Problem(
                    name,
                    "the script provisioner runs this file, and it is missing",
                    $"Add it, and run 'chmod +x {name}'");
            }
            else if (file is { Executable: false })
            {
                yield return new Problem(
                    name,
                    "the script provisioner runs this file, and it is not executable",
                    $"Run 'chmod +x {name}'");
            }
        }
    }

    private static IEnumerable<Problem> Configuration(TemplatePackage package)
    {
        if (!package.Files.Any(file => IsConfiguration(file.Path)))
        {
            yield return new Problem(
                "*.tf",
                "the terraform provisioner needs such a file at the top of the directory, and there is none",
                "Add one, such as main.tf");
        }
    }

    private static bool IsConfiguration(string path) =>
        !path.Contains('/', StringComparison.Ordinal)
        && (path.EndsWith(".tf", StringComparison.Ordinal) || path.EndsWith(".tf.json", StringComparison.Ordinal));
}
