using Orleans.Runtime.Placement;

namespace Prebuilds.Grains.Placement;

/// <summary>Chooses the silo.</summary>
internal sealed class ClaimsPlacementDirector : IPlacementDirector
{
    /// <inheritdoc/>
    /// <exception cref="OrleansException">There is none.</exception>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = Hosts(target, context);
        var turn = target.GrainIdentity.GetUniformHashCode() % (uint)silos.Length;
        return Task.FromResult(silos.Order().ElementAt((int)turn));
    }

    // A silo without the role knows no grains, so Orleans leaves it out, and fails in words of its own when none is left.
    private static SiloAddress[] Hosts(PlacementTarget target, IPlacementContext context)
    {
        try
        {
            return context.GetCompatibleSilos(target);
        }
        catch (OrleansException none)
        {
            throw new OrleansException(
                "No silo with role claims is up, and only such a silo can answer. Start one (Prebuilds:Roles=claims,builds).", none);
        }
    }
}
