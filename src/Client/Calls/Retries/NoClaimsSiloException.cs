namespace Prebuilds.Client.Calls.Retries;

/// <summary>Silos are up, but none that hosts grains.</summary>
public sealed class NoClaimsSiloException : Exception
{
    /// <summary>The words of Orleans, which has no type for it.</summary>
    private const string Sign = "No active nodes are compatible with grain";

    /// <summary>Says what to do.</summary>
    /// <param name="cause">What Orleans said.</param>
    public NoClaimsSiloException(OrleansException cause)
        : base("No silo with role claims is up, and only such a silo can answer. Start one (Prebuilds:Roles).", cause)
    {
    }

    /// <summary>Whether this is what a failed call means.</summary>
    internal static bool IsBehind(Exception failure) =>
        failure is OrleansException && failure.Message.Contains(Sign, StringComparison.Ordinal);
}
