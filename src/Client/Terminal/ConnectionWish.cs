namespace Prebuilds.Client.Terminal;

/// <summary>How the command line asks for a cluster.</summary>
/// <param name="Gateways">What <c>--gateway</c> said; null: as configured.</param>
/// <param name="Verbose">Whether the Orleans client may log to standard error.</param>
internal sealed record ConnectionWish(string? Gateways, bool Verbose);
