namespace Prebuilds.Provisioning.Hosting;

/// <summary>Where and with what workspaces are made (section <c>Prebuilds</c>).</summary>
public sealed class ProvisioningOptions
{
    /// <summary>
    /// The absolute path of the folder below which templates are unpacked and workspaces live
    /// (<c>Prebuilds:DataDirectory</c>). Processes of one machine may share it; machines may not. No default.
    /// </summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>
    /// Names of further environment variables of the host that templates' executables inherit
    /// (<c>Prebuilds:PassEnvironment:0</c> …), beside those that hold no secrets anyhow. Whoever may push a template
    /// can read them. Default: none.
    /// </summary>
    public IList<string> PassEnvironment { get; } = [];

    /// <summary>
    /// The absolute path of the terraform that builds terraform templates (<c>Prebuilds:Terraform:Path</c>). Default,
    /// empty: the one on the PATH, if there is one; script templates need none.
    /// </summary>
    public string TerraformPath { get; set; } = "";
}
