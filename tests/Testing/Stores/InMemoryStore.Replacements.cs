using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Events;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Mapping;

namespace Prebuilds.Testing.Stores;

public sealed partial class InMemoryStore
{
    public Task<ImmutableArray<ResourceReplacement>?> BeginReplacing(
        BuildId build,
        Guid lease,
        ImmutableArray<ResourceReplacement> replacements,
        DateTimeOffset at,
        CancellationToken stop) => Locked<ImmutableArray<ResourceReplacement>?>(
        () =>
        {
            if (!_builds.TryGetValue(build, out var row) || row.Lease != lease || row.Build.IsFinished)
            {
                return null;
            }

            var told = BuildsOf(row.Build.Workspace)
                .Where(other => other.Build.ReplacingAt is not null)
                .SelectMany(other => other.Build.Replacements)
                .Select(it => it.Address)
                .ToHashSet();
            var earlier = row.Build.ReplacingAt is null ? [] : row.Build.Replacements;
            Put(row with
            {
                Build = row.Build with
                {
                    Replacements = ResourceReplacement.Join(earlier, replacements),
                    ReplacingAt = row.Build.ReplacingAt ?? Instants.Kept(at),
                },
            });
            ImmutableArray<ResourceReplacement> news = [.. replacements.Where(it => !told.Contains(it.Address))];
            if (!news.IsEmpty)
            {
                var words = (default(string), ResourceReplacement.Tell(news));
                Tell(EventKind.ResourceReplaced, row.Build.Preset, row.Build.Workspace, words, at);
            }

            return news;
        },
        stop);

    public Task<ImmutableDictionary<PresetId, int>> CountReplaced(CancellationToken stop) => Locked(
        () => _builds.Values
            .Select(row => row.Build)
            .Where(build => build.ReplacingAt is not null)
            .GroupBy(build => build.Preset, build => build.Workspace)
            .ToImmutableDictionary(builds => builds.Key, builds => builds.Distinct().Count()),
        stop);

    private static Build Refused(Build build, BuildResult.Failed failed) =>
        failed.WouldReplace.IsEmpty || build.ReplacingAt is not null
            ? build
            : build with { Replacements = failed.WouldReplace };
}
