using System.Collections.Frozen;
using Prebuilds.Builds;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Provisioning;

/// <summary>The provisioners of this host, by the kind of template they serve.</summary>
public sealed class Provisioners
{
    private readonly FrozenDictionary<ProvisionerKind, IProvisioner> _byKind;

    /// <summary>Collects them.</summary>
    /// <param name="provisioners">
    /// All that are registered; of two that serve the same kind the later one counts.
    /// </param>
    public Provisioners(IEnumerable<IProvisioner> provisioners) =>
        _byKind = provisioners.GroupBy(provisioner => provisioner.Kind)
            .ToFrozenDictionary(same => same.Key, same => same.Last());

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<IProvisioner> All => _byKind.Values;

    /// <summary>The provisioner of a kind; null when this host has none: see <see cref="Unknown"/>.</summary>
    /// <param name="kind">The kind that the template names.</param>
    public IProvisioner? Of(ProvisionerKind kind) => _byKind.GetValueOrDefault(kind);

    /// <summary>The error of a build whose template names a kind that this host does not have.</summary>
    /// <param name="kind">The kind that the template names.</param>
    public BuildError Unknown(ProvisionerKind kind) => new(
        ErrorClass.Permanent,
        $"This host has no provisioner '{NameOf(kind)}', only "
            + $"{string.Join(", ", _byKind.Keys.Order().Select(NameOf))}. "
            + "Change 'provisioner' in template.yaml, or add that provisioner to the host.");

    private static string NameOf(ProvisionerKind kind) => kind switch
    {
        ProvisionerKind.Script => "script",
        ProvisionerKind.Terraform => "terraform",
        _ => kind.ToString(),
    };
}
