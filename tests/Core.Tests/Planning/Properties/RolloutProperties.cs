using CsCheck;
using Prebuilds.Claims;
using Prebuilds.Planning;
using Prebuilds.Planning.Failures;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Prebuilds.Workspaces;
using Xunit;

namespace Prebuilds.Core.Tests.Planning.Properties;

/// <summary>Rolling pools whose version changes again and again.</summary>
public sealed class RolloutProperties
{
    private static readonly Gen<Surge> Surges = Gen.OneOf(
        Gen.Int[1, 4].Select(count => new Surge(count, false)),
        Gen.Int[1, 100].Select(share => new Surge(share, true)));

    [Fact]
    public void A_rollout_ends_and_all_members_are_new() => Gen.Select(AnyPool.Any, Surges).Sample(
        (pool, surge) =>
        {
            var after = Rolling(pool, surge) with { Reserved = [], Failures = FailureFacts.None };
            for (var tick = 0; tick < 60; tick++)
            {
                after = Execution.Provision(Execution.Execute(after, Execution.Plan(after)));
            }

            var plan = Execution.Plan(after);
            Assert.Empty(plan.Actions);
            Assert.Equal((plan.State.Desired, plan.State.Desired), (plan.State.Actual, plan.State.Eligible));
            Assert.All(
                after.Members.Where(m => m.Phase == WorkspacePhase.Running),
                m => Assert.Equal(pool.Preset.Version, m.Version));
        },
        iter: 2_000);

    /// <summary>Whatever is slow, whoever claims, however often the version changes.</summary>
    [Fact]
    public void No_rollout_outgrows_its_surge_or_takes_away_what_could_be_claimed() =>
        Gen.Select(Gen.Int[0, 8], Surges, Gen.Int).Sample(
            (desired, surge, seed) =>
            {
                var chance = new Random(seed);
                var pool = Rolling(A.Snapshot(A.Preset(desired)), surge);
                for (var step = 0; step < 60; step++)
                {
                    pool = Plan(pool, chance);
                    Assert.InRange(All(pool), 0, desired + surge.Of(desired));
                    pool = Execution.Provision(pool, _ => chance.Next(3) > 0);
                    pool = chance.Next(4) == 0 ? Claim(pool) : pool;
                    pool = chance.Next(12) == 0 ? Promote(pool, step) : pool;
                }
            },
            iter: 2_000);

    [Fact]
    public void A_plan_that_withdrew_nothing_leaves_nothing_to_do_but_wait_and_the_next_one_withdraws_nothing() =>
        Gen.Select(AnyPool.Any, Surges).Sample(
            (pool, surge) =>
            {
                pool = Rolling(pool, surge);
                var first = Execution.Plan(pool);
                pool = Execution.Execute(pool, first);
                var second = Execution.Plan(pool);
                var kinds = first.Actions.OfType<PlanAction.Cancel>().Any()
                    ? new[] { typeof(PlanAction.Hold), typeof(PlanAction.Create) }
                    : [typeof(PlanAction.Hold)];
                Assert.All(second.Actions, action => Assert.Contains(action.GetType(), kinds));
                Assert.All(
                    Execution.Plan(Execution.Execute(pool, second)).Actions,
                    action => Assert.IsType<PlanAction.Hold>(action));
            },
            iter: 5_000);

    /// <summary>
    /// Executes a plan, or only its first steps, and some of it too late; no plan leaves less to claim than the target
    /// or what there was.
    /// </summary>
    private static PresetSnapshot Plan(PresetSnapshot pool, Random chance)
    {
        var plan = Execution.Plan(pool);
        Assert.Empty(PlanCheck.Violations(pool, plan, A.Noon));
        var first = plan with { Actions = [.. plan.Actions.Take(chance.Next(1, 5))] };
        var begun = plan.Actions.OfType<PlanAction.Cancel>().SelectMany(a => a.Members)
            .Where(_ => chance.Next(3) == 0).ToHashSet();
        var after = Execution.Execute(pool, first, id => !begun.Contains(id));
        Assert.InRange(Claimable(after), Math.Min(Claimable(pool), plan.State.Desired), int.MaxValue);
        return after with { Members = [.. after.Members.Select(m => Made(m, pool.Preset))] };
    }

    private static PresetSnapshot Rolling(PresetSnapshot pool, Surge surge) => pool with
    {
        Preset = pool.Preset with
        {
            Pool = pool.Preset.Pool with { Rollout = new Rollout(RolloutStrategy.Rolling, surge) },
        },
    };

    /// <summary>A member that was just made is of the version that was active.</summary>
    private static Workspace Made(Workspace member, Preset preset) =>
        member is { Phase: WorkspacePhase.Queued } && member.Version == A.Version
            ? member with { Version = preset.Version }
            : member;

    private static PresetSnapshot Promote(PresetSnapshot pool, int number) => pool with
    {
        Preset = pool.Preset with { Version = new TemplateVersionId(A.Id($"version {number % 3}")) },
    };

    private static PresetSnapshot Claim(PresetSnapshot pool)
    {
        var claimed = pool.Members.FirstOrDefault(m => ClaimRules.IsEligible(m, pool.Preset));
        return pool with { Members = [.. pool.Members.Where(m => m != claimed)] };
    }

    private static int Claimable(PresetSnapshot pool) =>
        pool.Members.Count(m => ClaimRules.IsEligible(m, pool.Preset));

    private static int All(PresetSnapshot pool) => pool.Members.Count(
        m => m.Phase is WorkspacePhase.Queued or WorkspacePhase.Starting or WorkspacePhase.Running);
}
