using Prebuilds.Templates;

namespace Prebuilds.Testing.Stores;

public sealed partial class InMemoryStore
{
    // Above that of every preset that was removed.
    private long _firstEpoch;

    public Task<int> PruneTemplates(int keep, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        return Locked(() => _templates.Values.ToList().Sum(template => Prune(template, keep)), stop);
    }

    private int Prune(Template template, int keep)
    {
        var presets = _presets.Values.Where(row => row.Preset.Name.Template == template.Name).ToList();
        var used = presets.Select(row => row.Preset.Version)
            .Concat(_workspaces.Values.Select(row => row.Workspace.Version))
            .Concat(_builds.Values.Select(row => row.Build.Version))
            .Concat(_awaited.Values)
            .ToHashSet();
        var unused = template.Versions
            .Skip(template.Deleted ? 0 : keep)
            .Where(it => it.Id != template.ActiveVersion && it.Check != VersionCheck.Pending && !used.Contains(it.Id))
            .ToList();
        unused.ForEach(version => _versions.Remove(version.Id));
        template = template with { Versions = template.Versions.RemoveRange(unused) };
        _templates[template.Name] = template;
        var ids = presets.Select(row => row.Preset.Id).ToHashSet();
        if (!template.Deleted
            || template.Versions.Any(version => version.Check == VersionCheck.Pending)
            || _workspaces.Values.Any(row => ids.Contains(row.Workspace.Preset))
            || _builds.Values.Any(row => ids.Contains(row.Build.Preset))
            || _claims.Values.Any(claim => ids.Contains(claim.Preset)))
        {
            return unused.Count;
        }

        _firstEpoch = presets.Select(row => row.Epoch + 1).Append(_firstEpoch).Max();
        presets.ForEach(row => _presets.Remove(row.Preset.Id));
        _templates.Remove(template.Name);
        template.Versions.ToList().ForEach(version => _versions.Remove(version.Id));
        return unused.Count + 1;
    }
}
