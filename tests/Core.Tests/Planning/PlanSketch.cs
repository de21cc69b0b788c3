using System.Collections.Immutable;
using System.Globalization;
using Prebuilds.Builds;
using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Prebuilds.Workspaces;

namespace Prebuilds.Core.Tests.Planning;

/// <summary>
/// Plans read from what <see cref="PoolSketch.Draw(IEnumerable{PlanAction})"/> draws, also those that no planner makes.
/// </summary>
internal static class PlanSketch
{
    /// <summary>The actions, with ids that differ from each other and from those of members.</summary>
    public static ImmutableArray<PlanAction> Read(string sketch)
    {
        var last = 1000;
        return sketch == "nothing" ? [] : [.. sketch.Split("; ").Select(part => Action(part.Split(' '), NewId))];

        Guid NewId() => new(++last, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(last / 256), (byte)last);
    }

    private static PlanAction Action(string[] words, Func<Guid> newId) => words[0] switch
    {
        "cancel" => new PlanAction.Cancel([.. Ids(words)], Reason(words)),
        "delete" => new PlanAction.Delete([.. Ids(words).Select(id => Removal(id, newId()))], Reason(words)),
        "create" => new PlanAction.Create([.. Enumerable.Repeat(newId, Int(words[1])).Select(Member)]),
        "hold" => new PlanAction.Hold(Enum.Parse<HoldReason>(words[2].Trim('(', ')')), Int(words[1]), null),
        _ => throw new FormatException($"'{words[0]}' is not an action"),
    };

    private static Removal Removal(WorkspaceId id, Guid build) => new(id, new BuildId(build));

    private static NewMember Member(Func<Guid> newId)
    {
        var id = newId();
        return new NewMember(new WorkspaceId(id), new BuildId(newId()), $"prebuild-{id}");
    }

    private static IEnumerable<WorkspaceId> Ids(string[] words) =>
        words[1..^1].Where(word => word.Length > 0).Select(PoolSketch.Id);

    private static RemovalReason Reason(string[] words) => Enum.Parse<RemovalReason>(words[^1].Trim('(', ')'), true);

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
