using Prebuilds.Simulation.Tests.Mutants;
using Prebuilds.Simulation.Tests.Worlds;
using Xunit;

namespace Prebuilds.Simulation.Tests;

/// <summary>The simulation has teeth: a store that breaks a promise is found out within a few worlds.</summary>
public sealed class MutantTests
{
    private const int MaxWorlds = 300;

    [Theory]
    [InlineData(nameof(Mutant.WritesUnderAnyEpoch), "after epoch")]
    [InlineData(nameof(Mutant.WritesOverAnyRevision), "are wanted")]
    [InlineData(nameof(Mutant.ClaimsUnderAnyEpoch), "gave a member away after epoch")]
    [InlineData(nameof(Mutant.GivesAnyMember), "was given what is not ready")]
    [InlineData(nameof(Mutant.ForgetsRequests), "got")]
    [InlineData(nameof(Mutant.LeasesTwice), "given to a second worker")]
    [InlineData(nameof(Mutant.CallsAllReady), "called ready and is not")]
    [InlineData(nameof(Mutant.LosesResults), "after the last fault")]
    [InlineData(nameof(Mutant.KeepsTheHeld), "although creation is stopped")]
    [InlineData(nameof(Mutant.LeavesOutTheChanged), "left out although")]
    public void A_mutant_is_found_out(string mutant, string broken)
    {
        var found = Enumerable.Range(1, MaxWorlds)
            .Select(seed =>
            {
                var world = new World(seed, worsen: inner => Mutant.Of(mutant, inner));
                world.Run();
                return world.Verdict.Broken;
            })
            .FirstOrDefault(verdict => verdict is not null);

        Assert.Contains(broken, found);
    }
}
