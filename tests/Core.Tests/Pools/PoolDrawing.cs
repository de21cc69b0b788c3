using Prebuilds.Planning.Snapshots;
using Prebuilds.Pools;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Core.Tests.Pools;

/// <summary>Pools of revision 7 and epoch 4 in a few letters: a member's age in minutes before noon.</summary>
internal static class PoolDrawing
{
    public static readonly Preset Live = A.Preset(3);

    public static Pool PoolOf(params Workspace[] members) => new(Slice(7, members));

    public static PresetSlice Slice(long revision, params Workspace[] members) =>
        new(Live, 4, revision, [.. members], []);

    public static Workspace Member(char name, int minutes) =>
        Member(name.ToString(), minutes * 60) with { Id = Id(name) };

    public static Workspace Member(string name, int seconds) =>
        A.Member(name) with { CreatedAt = A.Noon.AddSeconds(-seconds) };

    public static Workspace Older(char name, int minutes) =>
        Member(name, minutes) with { Version = new TemplateVersionId(A.Id("older version")) };

    public static Preset RollingTo(TemplateVersionId version) =>
        Live with { Version = version, Pool = Live.Pool with { Rollout = Rollout.Rolling } };

    public static WorkspaceId Id(char name) => new(new Guid(name, 0, 0, new byte[8]));

    public static string TakeAll(Pool pool)
    {
        var taken = new List<string>();
        while (pool.Take(A.Noon) is { } member)
        {
            taken.Add(member.Name);
        }

        return string.Join(' ', taken);
    }

    public static string Names(IEnumerable<WorkspaceId> ids) =>
        string.Join(' ', ids.Select(id => (char)id.Value.ToByteArray()[0]).Order());
}
