using System.Collections.Immutable;
using CsCheck;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Core.Tests.Planning.Properties;

/// <summary>Pools of all kinds, rolling ones too, with many equal ages.</summary>
internal static class AnyPool
{
    private static readonly Gen<DateTimeOffset> Past = Gen.Int[0, 20].Select(halves => A.Noon.AddSeconds(-30 * halves));

    private static readonly Gen<PoolSettings> Settings = Gen.Select(
        Gen.Int[0, 8],
        Gen.Int[0, 5].Nullable(0.5),
        Gen.Int[0, 8].Nullable(0.8),
        Gen.Int[1, 4].Nullable(0.5),
        (instances, ttl, window, surge) => new PoolSettings(
            instances,
            ttl is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            PoolSettings.DefaultReadyTimeout,
            window is { } target ? new PoolSchedule("UTC", [new ScheduleWindow("* * * * *", target)]) : null,
            surge is { } count ? new Rollout(RolloutStrategy.Rolling, new Surge(count, false)) : Rollout.Recreate));

    private static readonly Gen<Preset> Preset = Gen.Select(
        Settings, Past.Nullable(0.8), Rarely(0.1), Rarely(0.1), Rarely(0.1), (settings, stamp, superseded, old, gone) =>
            A.Preset() with
            {
                Pool = settings,
                InvalidatedAt = stamp,
                IsActiveVersion = !superseded,
                TemplateDeprecated = old,
                TemplateDeleted = gone,
            });

    private static readonly Gen<FailureFacts> Failures = Gen.Select(
        Rarely(0.1), Rarely(0.1), Rarely(0.3), Gen.Int[0, 3].Nullable(0.7), Past,
        (invalid, limited, full, count, last) =>
            new FailureFacts(
                invalid, limited, count is { } failed ? new Backoff(failed, last, TimeSpan.FromMinutes(1)) : null)
            {
                NoRoom = full,
            });

    private static readonly Gen<WorkspacePhase> Phase = Gen.Frequency(
        (3, Gen.Const(WorkspacePhase.Running)), (2, Gen.Enum<WorkspacePhase>()));

    private static readonly Gen<Workspace> Member = Gen.Select(
        Gen.Guid, Phase, Gen.Bool, Past, Rarely(0.25), (id, phase, ready, createdAt, superseded) => A.Member() with
        {
            Id = new WorkspaceId(id),
            Name = id.ToString(),
            Phase = phase,
            Ready = ready && phase == WorkspacePhase.Running,
            CreatedAt = createdAt,
            Version = superseded ? new TemplateVersionId(A.Id("older version")) : A.Version,
        });

    /// <summary>A pool whose older members go at once.</summary>
    public static Gen<PresetSnapshot> Recreating => Any.Select(pool => pool with
    {
        Preset = pool.Preset with { Pool = pool.Preset.Pool with { Rollout = Rollout.Recreate } },
    });

    /// <summary>A pool in which some members are being claimed.</summary>
    public static Gen<PresetSnapshot> Any { get; } = Gen.Select(
        Preset,
        Gen.Select(Member, Rarely(0.15)).Array[0, 16],
        Failures,
        (preset, members, failures) => A.Snapshot(preset, members.Select(m => m.Item1)) with
        {
            Failures = failures,
            Reserved = members.Where(m => m.Item2 && m.Item1.Ready).Select(m => m.Item1.Id).ToImmutableHashSet(),
        });

    private static Gen<bool> Rarely(double chance) => Gen.Double.Unit.Select(drawn => drawn < chance);
}
