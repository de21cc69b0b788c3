namespace Prebuilds.Testing.Provisioning;

/// <summary>An operation of a provisioner.</summary>
public enum ProvisionStep
{
    /// <summary>Makes the workspace.</summary>
    Create,

    /// <summary>Asks whether it is ready.</summary>
    Ready,

    /// <summary>Hands it over.</summary>
    Claim,

    /// <summary>Removes it.</summary>
    Delete,
}
