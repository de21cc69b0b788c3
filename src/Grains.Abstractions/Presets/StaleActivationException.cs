namespace Prebuilds.Grains.Presets;

/// <summary>
/// A newer activation of the preset's grain has taken over, or the cluster has given the silo up that answered: it
/// wrote nothing and is gone. Ask again: the same request id is safe.
/// </summary>
[GenerateSerializer, Alias("prebuilds.StaleActivationException")]
public sealed class StaleActivationException : Exception
{
    /// <summary>For the serializer.</summary>
    public StaleActivationException()
    {
    }

    /// <summary>Says which preset and epoch.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public StaleActivationException(string message)
        : base(message)
    {
    }

    /// <summary>Says which preset and epoch, with the error behind it.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The error behind it.</param>
    public StaleActivationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
