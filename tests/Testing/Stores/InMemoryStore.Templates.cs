using System.Collections.Immutable;
using Prebuilds.Events;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Storage.Events;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Templates;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Testing.Stores;

public sealed partial class InMemoryStore
{
    private readonly Dictionary<string, Template> _templates = [];
    private readonly Dictionary<TemplateVersionId, (TemplateVersion Version, TemplatePackage Package)> _versions = [];

    private readonly Dictionary<TemplateVersionId, byte[]> _pins = [];

    private readonly Dictionary<TemplateVersionId, (Guid? Lease, DateTimeOffset DueAt)> _checks = [];

    // The version that is activated once its check has passed, by template.
    private readonly IDictionary<string, TemplateVersionId> _awaited = new Dictionary<string, TemplateVersionId>();

    /// <summary>Makes the definition of a version say nothing any more.</summary>
    public void Spoil(TemplateVersionId version)
    {
        lock (_gate)
        {
            var (kept, package) = _versions[version];
            _versions[version] = (kept with { Definition = kept.Definition with { Presets = [] } }, package);
        }
    }

    public Task<ImmutableArray<PresetId>> PushVersion(
        TemplateVersion version,
        TemplatePackage package,
        bool activate,
        SiloIncarnation? silo,
        CancellationToken stop) =>
        Locked<ImmutableArray<PresetId>>(
            () =>
            {
                DemandMember(silo);
                var name = version.Definition.Name;
                var template = _templates.GetValueOrDefault(name) ?? new Template(name, null, false, false, []);
                var kept = version with { PushedAt = Instants.Kept(version.PushedAt) };
                if (_versions.TryAdd(version.Id, (kept, package)))
                {
                    template = template with { Versions = NewestFirst(template.Versions.Add(kept)) };
                }

                _templates[name] = template;
                if (_versions[version.Id].Version is { Check: VersionCheck.Failed } failed)
                {
                    Put(failed with { Check = VersionCheck.Pending, Problems = default });
                }

                if (_versions[version.Id].Version.Check == VersionCheck.Pending)
                {
                    _checks.TryAdd(version.Id, (null, kept.PushedAt));
                }

                var revived = Retire(_templates[name] with { Deleted = false });
                return activate ? [.. revived.Union(ActivateWhenChecked(version.Id))] : revived;
            },
            stop);

    public Task<TemplateVersion?> LeaseCheck(
        Guid lease, DateTimeOffset now, DateTimeOffset until, CancellationToken stop) => Locked(
        () =>
        {
            foreach (var (id, check) in _checks.OrderBy(check => (check.Value.DueAt, check.Key.Value)))
            {
                if (check.DueAt <= Instants.Kept(now))
                {
                    _checks[id] = (lease, Instants.Kept(until));
                    return _versions[id].Version;
                }
            }

            return null;
        },
        stop);

    public Task<bool> RenewCheck(
        TemplateVersionId version, Guid lease, DateTimeOffset until, CancellationToken stop) => Locked(
        () =>
        {
            var held = _checks.TryGetValue(version, out var check) && check.Lease == lease;
            if (held)
            {
                _checks[version] = (lease, Instants.Kept(until));
            }

            return held;
        },
        stop);

    public Task<ImmutableArray<PresetId>?> FinishCheck(
        TemplateVersionId version, Guid lease, CheckEnding ending, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ending.Pins?.Length ?? 0, TemplateVersion.MaxPins);
        return Locked<ImmutableArray<PresetId>?>(
            () =>
            {
                if (!_checks.TryGetValue(version, out var check) || check.Lease != lease)
                {
                    return null;
                }

                _checks.Remove(version);
                var found = _versions[version].Version;
                Put(found with
                {
                    Check = ending.Problems.IsEmpty ? VersionCheck.Passed : VersionCheck.Failed,
                    Problems = ending.Problems.IsEmpty ? default : ending.Problems,
                });
                if (ending is { Problems.IsEmpty: true, Pins: { } pins })
                {
                    _pins[version] = pins.ToArray();
                }

                return _awaited.Remove(KeyValuePair.Create(found.Definition.Name, version)) && ending.Problems.IsEmpty
                    ? Activate(found)
                    : ImmutableArray<PresetId>.Empty;
            },
            stop);
    }

    public Task<ReadOnlyMemory<byte>?> ReadPins(TemplateVersionId version, CancellationToken stop) => Locked(
        () => _pins.TryGetValue(version, out var pins) ? pins : (ReadOnlyMemory<byte>?)null, stop);

    public Task<ImmutableArray<PresetId>?> Promote(
        string template, TemplateVersionId version, SiloIncarnation? silo, CancellationToken stop) =>
        Locked<ImmutableArray<PresetId>?>(
            () =>
            {
                DemandMember(silo);
                return _versions.TryGetValue(version, out var found)
                    && found.Version.Definition.Name == template
                    && found.Version.Check == VersionCheck.Passed
                    ? Activate(found.Version)
                    : null;
            },
            stop);

    public Task<ImmutableArray<PresetId>?> Retire(
        string template, bool deprecated, bool deleted, SiloIncarnation? silo, CancellationToken stop) =>
        Locked<ImmutableArray<PresetId>?>(
        () =>
        {
            DemandMember(silo);
            if (!_templates.TryGetValue(template, out var known))
            {
                return null;
            }

            return Retire(known with { Deprecated = deprecated, Deleted = deleted });
        },
        stop);

    public Task<Template?> ReadTemplate(string name, CancellationToken stop) =>
        Locked(() => _templates.GetValueOrDefault(name), stop);

    public Task<StoredVersion?> ReadVersion(TemplateVersionId version, CancellationToken stop) => Locked(
        () => _versions.TryGetValue(version, out var found)
            ? new StoredVersion(
                found.Version, _templates[found.Version.Definition.Name].ActiveVersion == version)
            : null,
        stop);

    public Task<ImmutableArray<Template>> ListTemplates(CancellationToken stop) => Locked<ImmutableArray<Template>>(
        () =>
        [
            .. _templates.Values
                .Where(template => !template.Deleted)
                .OrderBy(template => template.Name, StringComparer.Ordinal),
        ],
        stop);

    public Task<TemplatePackage?> ReadPackage(TemplateVersionId version, CancellationToken stop) =>
        Locked(() => _versions.TryGetValue(version, out var found) ? found.Package : null, stop);

    private ImmutableArray<PresetId> ActivateWhenChecked(TemplateVersionId id)
    {
        var version = _versions[id].Version;
        if (version.Check == VersionCheck.Passed)
        {
            return Activate(version);
        }

        _awaited[version.Definition.Name] = id;
        return [];
    }

    private void Put(TemplateVersion version)
    {
        _versions[version.Id] = (version, _versions[version.Id].Package);
        var template = _templates[version.Definition.Name];
        var before = template.Versions.First(known => known.Id == version.Id);
        _templates[template.Name] = template with { Versions = template.Versions.Replace(before, version) };
    }

    private ImmutableArray<PresetId> Activate(TemplateVersion version)
    {
        var name = version.Definition.Name;
        _awaited.Remove(name);
        if (_templates[name].ActiveVersion != version.Id)
        {
            Tell(EventKind.VersionActivated, name, version.Id.ToString());
        }

        _templates[name] = _templates[name] with { ActiveVersion = version.Id };
        var wanted = version.Definition.Presets.ToDictionary(preset => new PresetName(name, preset.Name).ToId());
        foreach (var (id, preset) in wanted.Where(preset => !_presets.ContainsKey(preset.Key)))
        {
            // The change below makes it revision 1, of its version.
            var defined = Define(new PresetName(name, preset.Name), version, preset);
            _presets[id] = new PresetSlice(defined with { IsActiveVersion = false }, _firstEpoch, 0, [], []);
        }

        return Change(name, preset => wanted.TryGetValue(preset.Id, out var definition)
            ? Redefine(preset, Define(preset.Name, version, definition))
            : preset with { IsActiveVersion = false });
    }

    private ImmutableArray<PresetId> Retire(Template template)
    {
        if (_templates[template.Name] != template)
        {
            Tell(EventKind.TemplateRetired, template.Name, EventTexts.Of(template.Deprecated, template.Deleted));
        }

        if (template.Deleted)
        {
            _awaited.Remove(template.Name);
        }

        _templates[template.Name] = template;
        return Change(template.Name, Retired);
    }

    private Preset Define(PresetName name, TemplateVersion version, PresetDefinition preset) => Retired(new Preset(
        name.ToId(),
        name,
        version.Id,
        ParameterValues.Of(version.Definition, preset),
        preset.Pool,
        version.HasClaimStep,
        FailureRun.None));

    private Preset Retired(Preset preset)
    {
        var template = _templates[preset.Name.Template];
        return preset with { TemplateDeprecated = template.Deprecated, TemplateDeleted = template.Deleted };
    }

    // Failures, and a permanent error, are a version's.
    private static Preset Redefine(Preset preset, Preset defined) => preset.Version == defined.Version
        ? preset with { IsActiveVersion = true }
        : defined with { InvalidatedAt = preset.InvalidatedAt, ClearedAt = preset.ClearedAt };

    private ImmutableArray<PresetId> Change(string template, Func<Preset, Preset> change)
    {
        var changed = ImmutableArray.CreateBuilder<PresetId>();
        foreach (var row in _presets.Values.Where(row => row.Preset.Name.Template == template).ToList())
        {
            var after = change(row.Preset);
            if (after != row.Preset)
            {
                _presets[row.Preset.Id] = row with { Preset = after, Revision = row.Revision + 1 };
                changed.Add(row.Preset.Id);
            }
        }

        return changed.ToImmutable();
    }

    private static ImmutableArray<TemplateVersion> NewestFirst(ImmutableArray<TemplateVersion> versions) =>
    [
        .. versions.OrderByDescending(version => version.PushedAt).ThenByDescending(version => version.Id.Value),
    ];
}
