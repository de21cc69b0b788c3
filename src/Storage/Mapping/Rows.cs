using System.Collections.Immutable;
using System.Data.Common;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Notifications;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Notifications;
using Prebuilds.Storage.Templates;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Mapping;

/// <summary>
/// Rows to records: the only mapping. Each column list belongs to the reader that follows it; tables are read under
/// the first letter of their name.
/// </summary>
internal sealed class Rows(SqlDialect dialect)
{
    public const string PresetColumns =
        """
        p.id, p.template, p.name, p.version_id, p.parameters, p.pool, p.has_claim_step, p.failures,
        p.is_active_version, p.template_deprecated, p.template_deleted, p.invalidated_at, p.cleared_at,
        p.validation_error, p.epoch, p.revision
        """;

    public const string WorkspaceColumns =
        """
        w.id, w.preset_id, w.version_id, w.owner_id, w.name, w.phase, w.ready, w.created_at, w.claimed_at, w.hand_over
        """;

    /// <summary>What a member's row says beyond being a member's.</summary>
    public const string MemberColumns = "w.id, w.preset_id, w.version_id, w.name, w.phase, w.ready, w.created_at";

    public const string BuildColumns =
        """
        b.id, b.workspace_id, b.preset_id, b.version_id, b.kind, b.status, b.priority, b.queued_at, b.attempt,
        b.started_at, b.finished_at, b.error_class, b.error, b.replacements, b.reason, b.replacing_at
        """;

    public const string BuildEntryColumns =
        $"{BuildColumns}, p.template, p.name, w.name, b.worker, b.machine, b.due_at";

    public const string ClaimColumns =
        """
        c.owner_id, c.request_id, c.workspace_id, c.preset_id, c.name, c.claimed_at, c.gone_at
        """;

    public const string VersionColumns =
        "v.id, v.definition, v.has_claim_step, v.pushed_at, v.check_status, v.problems";

    public const string EventColumns =
        "e.id, e.at, e.kind, coalesce(e.template, p.template), p.name, e.workspace_id, e.actor, e.detail, e.count";

    /// <summary>The event of a notification as <see cref="EventColumns"/> would be, then its own columns.</summary>
    public const string NotificationColumns =
        """
        n.event_id, n.event_at, n.kind, n.template, n.preset, n.workspace_id, n.actor, n.detail, n.happened,
        n.id, n.attempts
        """;

    public const string TemplateColumns = "t.name, t.active_version, t.deprecated, t.deleted";

    /// <summary>How many columns <see cref="WorkspaceColumns"/> names: where the next ones begin.</summary>
    public const int WorkspaceWidth = 10;

    /// <summary>How many columns <see cref="Entry"/> reads: where the next ones begin.</summary>
    public const int EntryWidth = WorkspaceWidth + 3;

    /// <summary>How many columns <see cref="BuildColumns"/> names: where the next ones begin.</summary>
    public const int BuildWidth = 16;

    // From one snapshot to the next nearly all presets say the same. Enough for the largest clusters.
    private const int MaxRemembered = 32 * 1024;

    private readonly Remembered<string, ImmutableSortedDictionary<string, string>> _parameters = new(MaxRemembered);
    private readonly Remembered<string, PoolSettings> _pools = new(MaxRemembered);
    private readonly Remembered<string, FailureRun> _failures = new(MaxRemembered);

    /// <summary>A preset without its members and changes.</summary>
    public PresetSlice Slice(DbDataReader row) => new(
        new Preset(
            new PresetId(row.GetGuid(0)),
            new PresetName(row.GetString(1), row.GetString(2)),
            new TemplateVersionId(row.GetGuid(3)),
            _parameters.Get(row.GetString(4), StoredJson.Values),
            _pools.Get(row.GetString(5), StoredJson.Pool),
            row.GetBoolean(6),
            _failures.Get(row.GetString(7), StoredJson.Failures),
            row.GetBoolean(8),
            row.GetBoolean(9),
            row.GetBoolean(10),
            InstantOrNull(row, 11),
            InstantOrNull(row, 12),
            TextOrNull(row, 13)),
        row.GetInt64(14),
        row.GetInt64(15),
        [],
        []);

    public Workspace Workspace(DbDataReader row) => Workspace(row, 0);

    public Workspace Workspace(DbDataReader row, int first) => new(
        new WorkspaceId(row.GetGuid(first)),
        new PresetId(row.GetGuid(first + 1)),
        new TemplateVersionId(row.GetGuid(first + 2)),
        new UserId(row.GetGuid(first + 3)),
        row.GetString(first + 4),
        (WorkspacePhase)row.GetInt32(first + 5),
        row.GetBoolean(first + 6),
        dialect.Instant(row, first + 7),
        InstantOrNull(row, first + 8),
        (HandOver)row.GetInt32(first + 9));

    /// <summary>An unclaimed workspace.</summary>
    public Workspace Member(DbDataReader row) => new(
        new WorkspaceId(row.GetGuid(0)),
        new PresetId(row.GetGuid(1)),
        new TemplateVersionId(row.GetGuid(2)),
        SystemUser.Prebuilds,
        row.GetString(3),
        (WorkspacePhase)row.GetInt32(4),
        row.GetBoolean(5),
        dialect.Instant(row, 6));

    /// <summary>A workspace followed by its template, preset and owner's name.</summary>
    public WorkspaceEntry Entry(DbDataReader row) => new(
        Workspace(row),
        new PresetName(row.GetString(WorkspaceWidth), row.GetString(WorkspaceWidth + 1)),
        row.GetString(WorkspaceWidth + 2));

    /// <summary>
    /// A build followed by its preset's template and name, its workspace's name, its worker and machine, and when it is
    /// due.
    /// </summary>
    public BuildEntry BuildEntry(DbDataReader row)
    {
        var build = Build(row);
        return new BuildEntry(
            build,
            new PresetName(row.GetString(BuildWidth), row.GetString(BuildWidth + 1)),
            TextOrNull(row, BuildWidth + 2),
            TextOrNull(row, BuildWidth + 3),
            row.IsDBNull(BuildWidth + 4) ? null : new MachineId(row.GetGuid(BuildWidth + 4)),
            build.IsFinished ? null : dialect.Instant(row, BuildWidth + 5));
    }

    public Build Build(DbDataReader row) => new(
        new BuildId(row.GetGuid(0)),
        new WorkspaceId(row.GetGuid(1)),
        new PresetId(row.GetGuid(2)),
        new TemplateVersionId(row.GetGuid(3)),
        (BuildKind)row.GetInt32(4),
        (BuildStatus)row.GetInt32(5),
        (BuildPriority)row.GetInt32(6),
        dialect.Instant(row, 7),
        row.GetInt32(8),
        InstantOrNull(row, 9),
        InstantOrNull(row, 10),
        row.IsDBNull(11) ? null : new BuildError((ErrorClass)row.GetInt32(11), row.GetString(12)),
        row.IsDBNull(13) ? default : StoredJson.Replacements(row.GetString(13)),
        TextOrNull(row, 14),
        InstantOrNull(row, 15));

    /// <summary>A claim followed by its workspace's owner and the instant at which that was ready.</summary>
    public ClaimEntry Claim(DbDataReader row) => new(
        new UserId(row.GetGuid(0)),
        row.GetString(1),
        new WorkspaceId(row.GetGuid(2)),
        new PresetId(row.GetGuid(3)),
        row.GetString(4),
        dialect.Instant(row, 5),
        InstantOrNull(row, 6),
        row.IsDBNull(7) ? null : new UserId(row.GetGuid(7)),
        InstantOrNull(row, 8));

    public TemplateVersion Version(DbDataReader row) => new(
        new TemplateVersionId(row.GetGuid(0)),
        StoredJson.Definition(row.GetString(1)),
        row.GetBoolean(2),
        dialect.Instant(row, 3),
        (VersionCheck)row.GetInt32(4),
        row.IsDBNull(5) ? default : StoredJson.Problems(row.GetString(5)));

    /// <summary>A version followed by its template's active one.</summary>
    public StoredVersion Stored(DbDataReader row)
    {
        var version = Version(row);
        return new StoredVersion(version, !row.IsDBNull(6) && row.GetGuid(6) == version.Id.Value);
    }

    /// <summary>An event, joined with its preset.</summary>
    public PrebuildEvent Event(DbDataReader row) => new(
        row.GetInt64(0),
        dialect.Instant(row, 1),
        (EventKind)row.GetInt32(2),
        TextOrNull(row, 3),
        row.IsDBNull(4) ? null : new PresetName(row.GetString(3), row.GetString(4)),
        row.IsDBNull(5) ? null : new WorkspaceId(row.GetGuid(5)),
        TextOrNull(row, 6),
        TextOrNull(row, 7),
        row.GetInt32(8));

    /// <summary>A notification that waits, followed by the id of its delivery and the first instant.</summary>
    public QueuedNotification Queued(DbDataReader row) => new(
        row.GetInt64(9),
        row.GetGuid(11),
        row.GetInt32(10),
        new Notification(Event(row), dialect.Instant(row, 12)));

    /// <summary>A notification that was given up, followed by its sink, that instant and why.</summary>
    public DeadLetter DeadLetter(DbDataReader row) => new(
        row.GetInt64(9),
        row.GetString(11),
        Event(row),
        row.GetInt32(10),
        dialect.Instant(row, 12),
        row.GetString(13));

    /// <summary>A template without its versions.</summary>
    public static Template Template(DbDataReader row) => new(
        row.GetString(0),
        row.IsDBNull(1) ? null : new TemplateVersionId(row.GetGuid(1)),
        row.GetBoolean(2),
        row.GetBoolean(3),
        []);

    public static Retirement Retirement(DbDataReader row) => new(row.GetBoolean(0), row.GetBoolean(1));

    /// <summary>
    /// A lease from a build, a workspace, its template, preset and owner's name, its outputs, and the build's outputs,
    /// first probe and lease; its parameters are those of the workspace's version.
    /// </summary>
    public BuildLease Lease(DbDataReader row, TemplateDefinition? definition)
    {
        const int Next = BuildWidth + WorkspaceWidth;
        var build = Build(row);
        var name = new PresetName(row.GetString(Next), row.GetString(Next + 1));
        var preset = definition?.Presets.FirstOrDefault(preset => preset.Name == name.Preset);
        return new BuildLease(
            build,
            row.GetGuid(Next + 6),
            build.Status == BuildStatus.Probing,
            InstantOrNull(row, Next + 5),
            Workspace(row, BuildWidth),
            row.GetString(Next + 2),
            definition?.Provisioner ?? default,
            name,
            preset is null ? StoredJson.NoValues : ParameterValues.Of(definition!, preset),
            preset?.Pool.ReadyTimeout ?? PoolSettings.DefaultReadyTimeout,
            preset?.Pool.OnReplacement ?? ReplacementPolicy.Allow,
            StoredJson.Values(row.GetString(row.IsDBNull(Next + 4) ? Next + 3 : Next + 4)))
        {
            BuildTimeout = preset?.Pool.BuildTimeout,
            Fault = preset is null ? UnreadableVersion.Of(build.Version, name) : null,
        };
    }

    private DateTimeOffset? InstantOrNull(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : dialect.Instant(row, column);

    public static LoopSettings Settings(DbDataReader row) => new(row.GetBoolean(0), TextOrNull(row, 1));

    public static Guid Id(DbDataReader row) => row.GetGuid(0);

    private static string? TextOrNull(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
