namespace Prebuilds.Provisioning.Hosting;

/// <summary>Where workspaces are made (section <c>Prebuilds</c>).</summary>
public sealed class ProvisioningOptions
{
    /// <summary>The folder below which templates are unpacked and workspaces live (<c>Prebuilds:DataDirectory</c>).</summary>
    public string DataDirectory { get; set; } = "";
}
