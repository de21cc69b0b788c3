namespace Prebuilds.Templates;

/// <summary>
/// Whether a version's provisioner has found anything wrong with it. The numbers are stored: they never change.
/// </summary>
public enum VersionCheck
{
    /// <summary>It found nothing, or its kind has nothing to check: the version may be activated.</summary>
    Passed = 0,

    /// <summary>A worker has yet to ask it.</summary>
    Pending = 1,

    /// <summary>
    /// It found problems: the version is never activated, unless the same content is pushed again and then passes.
    /// </summary>
    Failed = 2,
}
