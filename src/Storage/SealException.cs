namespace Prebuilds.Storage;

/// <summary>
/// What is kept sealed cannot be sealed or opened with the keys that there are: which one lacks, and what to do.
/// </summary>
/// <param name="message">The two, as sentences; never a key.</param>
/// <param name="inner">The error behind it.</param>
public sealed class SealException(string message, Exception? inner = null) : Exception(message, inner);
