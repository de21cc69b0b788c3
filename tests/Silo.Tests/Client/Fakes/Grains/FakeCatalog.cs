using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Grains.Catalog;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Silo.Tests.Client.Fakes.Grains;

/// <summary>A store in lists.</summary>
internal sealed class FakeCatalog : ICatalogGrain
{
    public List<Template> Templates { get; } = [];

    public List<PresetStatus> Presets { get; } = [];

    public List<WorkspaceDetails> Workspaces { get; } = [];

    public List<PrebuildEvent> Events { get; } = [];

    public List<BuildEntry> Builds { get; } = [];

    public List<BuildQuery> BuildQueries { get; } = [];

    public List<ClaimEntry> Claims { get; } = [];

    public List<WorkspaceQuery> Queries { get; } = [];

    /// <summary>The sensitive outputs of every workspace.</summary>
    public ImmutableSortedDictionary<string, string> Secrets { get; set; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What becomes of a build each time that it is asked for, the last for ever.</summary>
    public Queue<Build> BuildNews { get; } = new();

    /// <summary>What a template is the next times that it is asked for, before it is as it stays.</summary>
    public Queue<Template> TemplateNews { get; } = new();

    public string Log { get; set; } = "";

    /// <summary>Most characters that a log is read at once.</summary>
    public int LogPiece { get; set; } = 1000;

    public Task<ImmutableArray<Template>> ListTemplates() => Task.FromResult(Templates.ToImmutableArray());

    public Task<Template?> GetTemplate(string name) => Task.FromResult(
        TemplateNews.TryDequeue(out var news) ? news : Templates.Find(it => it.Name == name));

    public Task<ImmutableArray<PresetStatus>> ListPresets() => Task.FromResult(Presets.ToImmutableArray());

    public Task<PresetStatus?> GetPreset(PresetId preset) =>
        Task.FromResult(Presets.Find(it => it.Preset.Id == preset));

    public Task<ImmutableArray<WorkspaceEntry>> ListWorkspaces(WorkspaceQuery query)
    {
        Queries.Add(query);
        return Task.FromResult(Workspaces
            .Select(it => it.Entry)
            .Where(it => query.Owner is null || it.Workspace.Owner == query.Owner)
            .Where(it => query.Preset is null || it.Workspace.Preset == query.Preset)
            .OrderBy(it => it.Workspace.Id.Value)
            .Where(it => query.After is not { } after || it.Workspace.Id.Value > after.Value)
            .Take(query.Limit)
            .ToImmutableArray());
    }

    public Task<WorkspaceDetails?> GetWorkspace(WorkspaceId workspace) =>
        Task.FromResult(Workspaces.Find(it => it.Entry.Workspace.Id == workspace));

    public Task<ImmutableSortedDictionary<string, string>?> RevealOutputs(WorkspaceId workspace, UserId owner) =>
        Task.FromResult(Workspaces
            .Find(it => it.Entry.Workspace.Id == workspace && it.Entry.Workspace.Owner == owner)?.Outputs
            .AddRange(Secrets));

    public Task<ImmutableArray<ClaimEntry>> ListClaims(ClaimQuery query) => Task.FromResult(Claims
        .OrderBy(it => it.Workspace.Value)
        .Where(it => query.After is not { } after || it.Workspace.Value > after.Value)
        .Take(query.Limit)
        .ToImmutableArray());

    public Task<Build?> GetBuild(BuildId build) => Task.FromResult<Build?>(
        BuildNews.Count > 1 ? BuildNews.Dequeue() : BuildNews.Peek());

    public Task<ImmutableArray<BuildEntry>> ListBuilds(BuildQuery query)
    {
        BuildQueries.Add(query);
        return Task.FromResult(Builds.Take(query.Limit).ToImmutableArray());
    }

    public Task<BuildEntry?> GetBuildEntry(BuildId build) => Task.FromResult(Builds.Find(it => it.Build.Id == build));

    public Task<string> ReadLog(BuildId build, int offset) =>
        Task.FromResult(Log.Substring(offset, Math.Min(LogPiece, Log.Length - offset)));

    public Task<ImmutableArray<PrebuildEvent>> ReadEvents(EventQuery query) => Task.FromResult(
        query.After is { } after
            ? Events.Where(it => it.Id > after).Take(query.Limit).ToImmutableArray()
            : [.. Events.TakeLast(query.Limit)]);
}
