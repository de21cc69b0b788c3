namespace Prebuilds.Client.Hosting;

/// <summary>No silo answered in time.</summary>
public sealed class GatewayUnreachableException : Exception
{
    /// <summary>No silo answered.</summary>
    /// <param name="gateways">The gateways that were tried.</param>
    /// <param name="reason">What happened there.</param>
    /// <param name="cause">The failure; null when nothing failed but time.</param>
    public GatewayUnreachableException(string gateways, string reason, Exception? cause = null)
        : base(
            $"Cannot reach a silo at {gateways}: {reason}. Start a silo with 'dotnet run --project src/Silo', or say "
            + "where one is: --gateway HOST:PORT, or the environment variables Prebuilds__GatewayPort (on this "
            + "machine, 30000 by default) and Prebuilds__Client__Gateways=HOST:PORT.",
            cause)
    {
    }
}
