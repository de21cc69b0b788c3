using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Testing;

/// <summary>Ordinary things to vary with <c>with</c>: <c>A.Preset() with { TemplateDeleted = true }</c>.</summary>
public static class A
{
    /// <summary>The instant at which tests happen: a Monday noon.</summary>
    public static DateTimeOffset Noon { get; } = new(2025, 6, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The version that <see cref="Preset"/> is of.</summary>
    public static TemplateVersionId Version { get; } = new(Id("version"));

    /// <summary>An id that follows from a name.</summary>
    public static Guid Id(string name) => NameBasedGuid.Create(NameBasedGuid.Users, name);

    /// <summary>
    /// A live preset <c>go-dev/large</c> whose members never expire; those of older versions go at once.
    /// </summary>
    public static Preset Preset(int instances = 1)
    {
        var name = new PresetName("go-dev", "large");
        return new Preset(
            name.ToId(),
            name,
            Version,
            ImmutableSortedDictionary<string, string>.Empty,
            new PoolSettings(instances, null, PoolSettings.DefaultReadyTimeout, null, Rollout.Recreate),
            HasClaimStep: false,
            FailureRun.None);
    }

    /// <summary>A running and ready member of <see cref="Preset"/>, created an hour before noon.</summary>
    public static Workspace Member(string name = "a") => new(
        new WorkspaceId(Id(name)),
        Preset().Id,
        Version,
        SystemUser.Prebuilds,
        name,
        WorkspacePhase.Running,
        Ready: true,
        Noon.AddHours(-1));

    /// <summary>A queued build of a member.</summary>
    public static Build Build(Workspace workspace, BuildKind kind = BuildKind.Create) => new(
        new BuildId(Id($"{kind} of {workspace.Name}")),
        workspace.Id,
        workspace.Preset,
        workspace.Version,
        kind,
        BuildStatus.Queued,
        BuildPriority.Creation,
        workspace.CreatedAt);

    /// <summary>A snapshot of a preset without failures.</summary>
    public static PresetSnapshot Snapshot(Preset preset, params IEnumerable<Workspace> members) =>
        new(preset, [.. members], FailureFacts.None);
}
