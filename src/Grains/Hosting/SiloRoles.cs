namespace Prebuilds.Grains.Hosting;

/// <summary>What a silo does in its cluster.</summary>
[Flags]
public enum SiloRoles
{
    /// <summary>Nothing; no silo may be so.</summary>
    None = 0,

    /// <summary>It hosts the grains: pools, templates and the loop.</summary>
    Claims = 1,

    /// <summary>It works on builds.</summary>
    Builds = 2,

    /// <summary>Both.</summary>
    All = Claims | Builds,
}
