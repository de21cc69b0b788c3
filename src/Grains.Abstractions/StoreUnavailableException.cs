namespace Prebuilds.Grains;

/// <summary>
/// The database did not answer a silo. Nobody knows whether the call took effect; ask again: calls may be repeated, and
/// a claim is granted once under its request id.
/// </summary>
[GenerateSerializer, Alias("prebuilds.StoreUnavailableException")]
public sealed class StoreUnavailableException : Exception
{
    /// <summary>For the serializer.</summary>
    public StoreUnavailableException()
    {
    }

    /// <summary>Says what failed.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Says what failed, with the error behind it.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    /// <param name="innerException">The error behind it.</param>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
