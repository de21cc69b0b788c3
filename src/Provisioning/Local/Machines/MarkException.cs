namespace Prebuilds.Provisioning.Local.Machines;

/// <summary>A mark of this machine cannot be made or read: what failed, with which path, and what to do.</summary>
/// <param name="message">The three, as sentences.</param>
/// <param name="inner">What the system said.</param>
public sealed class MarkException(string message, Exception inner) : Exception(message, inner);
