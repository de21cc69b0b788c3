using System.Collections.Immutable;

namespace Prebuilds.Provisioning;

/// <summary>What came of looking for problems in a template.</summary>
/// <param name="Problems">Every problem; empty: none was found.</param>
public sealed record CheckResult(ImmutableArray<Problem> Problems)
{
    /// <summary>Nothing was found.</summary>
    public static CheckResult Good { get; } = new([]);

    /// <summary>
    /// What was chosen for this version and shall be the same wherever it is built: builds are given it as
    /// <see cref="ProvisionRequest.Pins"/>. At most <see cref="Templates.TemplateVersion.MaxPins"/> bytes; null:
    /// nothing.
    /// </summary>
    public ReadOnlyMemory<byte>? Pins { get; init; }
}
