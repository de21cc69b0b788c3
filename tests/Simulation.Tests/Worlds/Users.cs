using Prebuilds.Claims;
using Prebuilds.Presets;
using Prebuilds.Simulation.Tests.Silos;
using Prebuilds.Users;

namespace Prebuilds.Simulation.Tests.Worlds;

/// <summary>
/// People who claim: whenever they like, again when nobody answers, and later once more under the same request id.
/// </summary>
internal sealed class Users(World world, Network network, TimeProvider clock, Presets presets)
{
    private const int Retries = 3;

    private readonly List<(ClaimRequest Request, PresetId Preset)> _asked = [];

    /// <summary>Claims until faults cease.</summary>
    public async Task Run()
    {
        var pace = world.Time.Milliseconds(100, 2_000);
        while (!world.Misfortune.IsOver)
        {
            await Task.Delay(world.Time.Between(TimeSpan.Zero, 2 * pace), clock);
            for (var burst = world.Time.Happens(0.1) ? 5 : 1; burst > 0; burst--)
            {
                _ = _asked.Count > 0 && world.Time.Happens(0.2)
                    ? Claim(_asked[world.Time.Chance.Next(_asked.Count)])
                    : Claim(Next());
            }
        }
    }

    /// <summary>With no fault left, a claim of a pool that has members is granted.</summary>
    public async Task JudgeService()
    {
        foreach (var preset in presets.Ids)
        {
            var slice = await world.Store.ReadPreset(preset, default);
            if (slice is { Preset: { Live: true, Pool.Instances: > 0 } } && world.Verdict.Broken is null)
            {
                var (request, _) = Next();
                var served = await IsServed(request with { Name = request.RequestId }, preset);
                world.Verdict.Demand(served, () => $"at the end nobody gets a workspace of {slice.Preset.Name}");
            }
        }
    }

    private async Task<bool> IsServed(ClaimRequest request, PresetId preset)
    {
        for (var tries = 0; tries < 4; tries++)
        {
            try
            {
                if (await Ask(request, preset) is ClaimOutcome.Claimed)
                {
                    return true;
                }
            }
            catch (Exception)
            {
                // A silo that was told to stop in time may still leave.
            }

            await Task.Delay(TimeSpan.FromSeconds(5), clock);
        }

        return false;
    }

    private (ClaimRequest Request, PresetId Preset) Next()
    {
        var number = _asked.Count;
        var user = world.Time.Chance.Next(3);
        var request = new ClaimRequest(
            $"r{number}",
            new UserId(new Guid(user + 1, 0, 0, new byte[8])),
            $"user{user}",
            $"n{world.Time.Chance.Next(number + 3)}");
        _asked.Add((request, presets.Any()));
        return _asked[^1];
    }

    private async Task Claim((ClaimRequest Request, PresetId Preset) claim)
    {
        for (var tries = 0; tries <= Retries; tries++)
        {
            try
            {
                await Ask(claim.Request, claim.Preset);
                return;
            }
            catch (Exception)
            {
                // Nobody knows what came of it: asking again under the same id is safe.
                await Task.Delay(world.Time.Milliseconds(50, 1_000), clock);
            }
        }
    }

    private Task<ClaimOutcome> Ask(ClaimRequest request, PresetId preset)
    {
        world.Ledger.Sent(request, world.Time.Now);
        return network.Call(preset, async keeper =>
        {
            var outcome = await keeper.Claim(request);
            world.Trace.Note(
                world.Time.Elapsed, "answers", default,
                world.Trace.IsText ? $"{request.RequestId} {outcome}" : outcome.GetType().Name);
            world.Ledger.Answered(request, outcome);
            return outcome;
        });
    }
}
