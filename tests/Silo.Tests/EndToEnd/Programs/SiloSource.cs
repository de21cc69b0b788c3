namespace Prebuilds.Silo.Tests.EndToEnd.Programs;

/// <summary>Which program a silo's process is.</summary>
/// <param name="Project">Its project's folder.</param>
/// <param name="Assembly">Its assembly.</param>
internal sealed record SiloSource(string Project, string Assembly)
{
    /// <summary>The real one.</summary>
    public static SiloSource Real { get; } = new("src/Silo", "prebuilds-silo.dll");

    /// <summary>The real one, but for a provisioner that makes an empty folder in milliseconds.</summary>
    public static SiloSource Quick { get; } = new("tests/QuickSilo", "prebuilds-quick-silo.dll");
}
