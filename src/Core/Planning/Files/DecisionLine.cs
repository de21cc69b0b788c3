using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Files;

/// <summary>
/// Decisions in files: one JSON object a line, of the shape of <c>conformance/decisions.jsonl</c>. Fields that are
/// not known are ignored; of those that are, only <c>now</c>, <c>preset</c> and a member's <c>id</c>,
/// <c>createdAt</c> and <c>phase</c> must be there. Without <c>preset.rollout</c> older versions go at once; a member
/// without <c>version</c> is of the preset's.
/// </summary>
public static class DecisionLine
{
    /// <summary>Most instances that a line may ask for.</summary>
    public const int MaxInstances = 100_000;

    /// <summary>Most failures that a line may count.</summary>
    public const int MaxFailures = 1_000_000;

    private static readonly Guid Scope = new("2a1f6f0e-7d2b-5c43-9f35-8c0e6b7d9a54");

    private static readonly PresetName Pool = new("file", "line");

    /// <summary>Reads one line.</summary>
    /// <param name="line">The line, without its end.</param>
    public static DecisionReading Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Parse(json.RootElement)
                : NotALine(line, "is not an object");
        }
        catch (JsonException error)
        {
            return NotALine(line, $"is not JSON ({error.Message.TrimEnd('.')})");
        }
        catch (InvalidOperationException error)
        {
            // An escape of half a character, such as \ud800, is JSON; that it is no text shows when it is read.
            return NotALine(line, $"has a text that is none ({error.Message.TrimEnd('.')})");
        }
    }

    /// <summary>Makes the decision: <c>{"name","state","actions","notes"}</c> on one line.</summary>
    /// <param name="decision">The decision to be made.</param>
    public static string Answer(DecisionCase decision) =>
        DecisionAnswer.Write(decision.Name, Plan(decision), id => decision.Ids[id]);

    /// <summary>A plan that was made elsewhere, as a line of the same shape; members' ids are UUIDs.</summary>
    /// <param name="name">The decision's name, such as the preset's.</param>
    /// <param name="plan">What was decided.</param>
    public static string Write(string name, PresetPlan plan) => DecisionAnswer.Write(name, plan, id => id.ToString());

    /// <summary>
    /// Makes the decision. The ids that the plan chooses count upwards, so equal lines give equal plans.
    /// </summary>
    /// <param name="decision">The decision to be made.</param>
    public static PresetPlan Plan(DecisionCase decision)
    {
        var last = UInt128.Zero;
        return PresetPlanner.Plan(decision.Snapshot, decision.Now, () =>
        {
            var bytes = new byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, ++last);
            return new Guid(bytes, bigEndian: true);
        });
    }

    private static DecisionReading Parse(JsonElement root)
    {
        var problems = new List<Problem>();
        var line = new FieldReader(root, string.Empty, problems);
        var name = line.Text("name") ?? string.Empty;
        var now = line.RequiredInstant("now");
        var interval = line.Object("settings")?.Seconds("backoffIntervalSeconds", least: 0);
        if (line.Object("preset") is not { } fields)
        {
            problems.Add(new Problem("preset", "it is missing or no object", "Write the preset as an object"));
            return Refused([.. problems]);
        }

        var preset = ReadPreset(fields);
        var failures = ReadFailures(fields, interval ?? FailurePolicy.Default.BackoffInterval);
        var ids = new Dictionary<WorkspaceId, string>();
        var members = line.List("members").Select(member => ReadMember(member, preset, ids)).ToImmutableArray();
        var snapshot = new PresetSnapshot(preset, members, failures);
        return problems.Count > 0
            ? Refused([.. problems])
            : new DecisionReading(new DecisionCase(name, snapshot, now, ids.ToImmutableDictionary()), []);
    }

    private static Preset ReadPreset(FieldReader fields)
    {
        var windows = fields.List("schedules")
            .Select(s => new ScheduleWindow(s.Text("cron") ?? string.Empty, s.Count("instances", MaxInstances)))
            .ToImmutableArray();
        var schedule = windows.IsEmpty ? null : new PoolSchedule(fields.Text("timeZone") ?? string.Empty, windows);
        return new Preset(
            Pool.ToId(),
            Pool,
            ReadVersion(fields) ?? new TemplateVersionId(Scope),
            ImmutableSortedDictionary<string, string>.Empty,
            new PoolSettings(
                fields.Count("desiredInstances", MaxInstances),
                fields.Seconds("ttlSeconds"),
                PoolSettings.DefaultReadyTimeout,
                schedule)
            {
                Rollout = fields.Object("rollout") is { } rollout ? ReadRollout(rollout) : Rollout.Recreate,
            },
            HasClaimStep: false,
            FailureRun.None,
            IsActiveVersion: fields.Flag("isActiveVersion", otherwise: true),
            TemplateDeprecated: fields.Flag("templateDeprecated"),
            TemplateDeleted: fields.Flag("templateDeleted"),
            InvalidatedAt: fields.Instant("invalidatedAt"));
    }

    private static Rollout ReadRollout(FieldReader fields)
    {
        var strategy = fields.Text("strategy") ?? "rolling";
        if (strategy is not ("rolling" or "recreate"))
        {
            fields.Refuse("strategy", strategy, "rolling or recreate");
        }

        return strategy == "recreate" ? Rollout.Recreate : new Rollout(RolloutStrategy.Rolling, fields.Surge("surge"));
    }

    private static TemplateVersionId? ReadVersion(FieldReader fields) => fields.Text("version") is { Length: > 0 } text
        ? new TemplateVersionId(Guid.TryParse(text, out var uuid) ? uuid : NameBasedGuid.Create(Scope, text))
        : null;

    private static FailureFacts ReadFailures(FieldReader fields, TimeSpan interval)
    {
        var backoff = fields.Object("backoff") is { } delay
            ? new Backoff(delay.Count("failedCount", MaxFailures), delay.RequiredInstant("lastFailedAt"), interval)
            : null;
        return new FailureFacts(fields.Flag("validationFailed"), fields.Flag("hardLimited"), backoff);
    }

    private static Workspace ReadMember(FieldReader fields, Preset preset, Dictionary<WorkspaceId, string> ids)
    {
        var text = fields.Text("id") ?? string.Empty;
        var id = new WorkspaceId(Guid.TryParse(text, out var uuid) ? uuid : NameBasedGuid.Create(Scope, text));
        if (text.Length == 0 || !ids.TryAdd(id, text))
        {
            fields.Refuse("id", text, "an id that no other member has, such as a UUID");
        }

        return new Workspace(
            id,
            preset.Id,
            ReadVersion(fields) ?? preset.Version,
            SystemUser.Prebuilds,
            text,
            ReadPhase(fields),
            fields.Flag("ready"),
            fields.RequiredInstant("createdAt"));
    }

    private static WorkspacePhase ReadPhase(FieldReader fields)
    {
        var text = fields.Text("phase") ?? string.Empty;
        foreach (var phase in Enum.GetValues<WorkspacePhase>())
        {
            if (text == DecisionAnswer.Word(phase))
            {
                return phase;
            }
        }

        fields.Refuse("phase", text, "queued, starting, running, stopping, stopped, deleting or failed");
        return default;
    }

    private static DecisionReading NotALine(string line, string what) =>
        Refused([new Problem("line", $"{Quoted.Of(line)} {what}", "Write one JSON object a line")]);

    private static DecisionReading Refused(ImmutableArray<Problem> problems) => new(null, problems);
}
