namespace Prebuilds.Silo.Hosting;

/// <summary>A port that the silo needs cannot be used.</summary>
internal sealed class PortTakenException(string message) : Exception(message);
