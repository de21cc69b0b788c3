using System.Collections.Concurrent;
using Prebuilds.Templates;

namespace Prebuilds.Storage.Templates;

/// <summary>
/// Definitions of versions, which never change: a lease needs one, and parsing it costs more than the lease.
/// </summary>
internal sealed class VersionCache
{
    // About as many versions as a busy cluster builds at the same time; a full cache begins anew.
    private const int MaxVersions = 256;

    private readonly ConcurrentDictionary<TemplateVersionId, TemplateDefinition> _definitions = [];

    public TemplateDefinition? Find(TemplateVersionId version) => _definitions.GetValueOrDefault(version);

    public TemplateDefinition Keep(TemplateVersionId version, TemplateDefinition definition)
    {
        if (_definitions.Count >= MaxVersions)
        {
            _definitions.Clear();
        }

        return _definitions[version] = definition;
    }
}
