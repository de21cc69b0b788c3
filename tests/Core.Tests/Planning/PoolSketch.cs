using System.Collections.Immutable;
using System.Globalization;
using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Rosters;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Core.Tests.Planning;

/// <summary>
/// Pools drawn in one line: <c>desired 3, ttl 1h | a ready 10m | b starting 1m old</c>. First the preset, then each
/// member with its name, phase and age. Further words of a member: <c>old</c> and <c>older</c> (of two other versions),
/// <c>reserved</c>, <c>claimed</c>, <c>foreign</c>.
/// </summary>
internal static class PoolSketch
{
    /// <summary>The instant of every sketch.</summary>
    public static DateTimeOffset Now => A.Noon;

    /// <summary>The pool of a sketch.</summary>
    public static PresetSnapshot Read(string sketch)
    {
        var parts = sketch.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var pool = A.Snapshot(A.Preset(0));
        foreach (var option in parts[0].Split(',', StringSplitOptions.TrimEntries))
        {
            pool = With(pool, option.Split(' '));
        }

        var members = parts.Skip(1).Select(part => part.Split(' ')).ToList();
        return pool with
        {
            Members = [.. members.Select(Member)],
            Reserved = [.. members.Where(words => words.Contains("reserved")).Select(words => Id(words[0]))],
        };
    }

    /// <summary>The id of the member with that name; ids are in the order of names.</summary>
    public static WorkspaceId Id(string name) => new(new Guid(name[0], 0, 0, new byte[8]));

    /// <summary>The name of the member with that id.</summary>
    public static string Name(WorkspaceId id) => ((char)BitConverter.ToInt32(id.Value.ToByteArray())).ToString();

    /// <summary>A plan drawn in one line: <c>delete a b (expired); create 1</c>.</summary>
    public static string Draw(IEnumerable<PlanAction> actions)
    {
        var drawn = string.Join("; ", actions.Select(Draw));
        return drawn.Length == 0 ? "nothing" : drawn;
    }

    /// <summary>Counts drawn in one line, without those that are zero.</summary>
    public static string Draw(PoolState state)
    {
        (string Name, int Count)[] counts =
        [
            ("actual", state.Actual), ("expired", state.Expired), ("desired", state.Desired),
            ("eligible", state.Eligible), ("extraneous", state.Extraneous), ("starting", state.Starting),
            ("stopping", state.Stopping), ("deleting", state.Deleting),
        ];
        return string.Join(", ", counts.Where(c => c.Count != 0).Select(c => $"{c.Name} {c.Count}"));
    }

    private static string Draw(PlanAction action) => action switch
    {
        PlanAction.Cancel cancel => $"cancel {Names(cancel.Members)} ({cancel.Reason.ToString().ToLowerInvariant()})",
        PlanAction.Delete delete =>
            $"delete {Names(delete.Members.Select(m => m.Id))} ({delete.Reason.ToString().ToLowerInvariant()})",
        PlanAction.Create create => $"create {create.Members.Length}",
        PlanAction.Hold { Until: { } until } hold => $"hold {hold.Count} ({hold.Reason} {(until - Now).TotalSeconds}s)",
        PlanAction.Hold hold => $"hold {hold.Count} ({hold.Reason})",
        _ => throw new InvalidOperationException($"{action} cannot be drawn"),
    };

    private static string Names(IEnumerable<WorkspaceId> ids) => string.Join(' ', ids.Select(Name));

    private static PresetSnapshot With(PresetSnapshot pool, string[] words)
    {
        var (preset, failures) = (pool.Preset, pool.Failures);
        return words switch
        {
            ["desired", var count] => Settings(pool, preset.Pool with { Instances = Int(count) }),
            ["window", var count] => Settings(pool, preset.Pool with { Schedule = AtAllTimes(count) }),
            ["rolling", var surge] => Settings(pool, preset.Pool with { Rollout = Rolling(surge) }),
            ["ttl", var age] => Settings(pool, preset.Pool with { Ttl = Span(age) }),
            ["invalidated", var age] => pool with { Preset = preset with { InvalidatedAt = Now - Span(age) } },
            ["superseded"] => pool with { Preset = preset with { IsActiveVersion = false } },
            ["deprecated"] => pool with { Preset = preset with { TemplateDeprecated = true } },
            ["deleted"] => pool with { Preset = preset with { TemplateDeleted = true } },
            ["invalid"] => pool with { Failures = failures with { ValidationFailed = true } },
            ["limited"] => pool with { Failures = failures with { HardLimited = true } },
            ["full"] => pool with { Failures = failures with { NoRoom = true } },
            ["failed", var count, var age] => pool with { Failures = failures with { Backoff = Delay(count, age) } },
            _ => throw new FormatException($"'{string.Join(' ', words)}' is not an option of a sketch"),
        };
    }

    private static Rollout Rolling(string text) => Surge.TryParse(text, out var surge)
        ? new Rollout(RolloutStrategy.Rolling, surge)
        : throw new FormatException($"'{text}' is not a surge");

    private static Backoff Delay(string count, string age) => new(Int(count), Now - Span(age), TimeSpan.FromMinutes(1));

    private static PresetSnapshot Settings(PresetSnapshot pool, PoolSettings settings) =>
        pool with { Preset = pool.Preset with { Pool = settings } };

    private static PoolSchedule AtAllTimes(string count) => new("UTC", [new ScheduleWindow("* * * * *", Int(count))]);

    private static Workspace Member(string[] words) => A.Member(words[0]) with
    {
        Id = Id(words[0]),
        Phase = words[1] is "ready" or "unready" ? WorkspacePhase.Running : Enum.Parse<WorkspacePhase>(words[1], true),
        Ready = words[1] == "ready",
        CreatedAt = Now - Span(words[2]),
        Version = words.FirstOrDefault(word => word is "old" or "older") is { } version
            ? new TemplateVersionId(A.Id($"{version} version"))
            : A.Version,
        Owner = words.Contains("claimed") ? new UserId(A.Id("somebody")) : SystemUser.Prebuilds,
        Preset = words.Contains("foreign") ? new PresetId(A.Id("another preset")) : A.Preset().Id,
    };

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static TimeSpan Span(string text) => text[^2..] == "us"
        ? TimeSpan.FromMicroseconds(Int(text[..^2]))
        : Int(text[..^1]) * (text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => throw new FormatException($"'{text}' is not a span of a sketch"),
        });
}
