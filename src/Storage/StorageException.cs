namespace Prebuilds.Storage;

/// <summary>The database cannot be used: what failed, with which value, and what to do.</summary>
/// <param name="message">The three, as sentences.</param>
/// <param name="inner">What the driver said.</param>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
