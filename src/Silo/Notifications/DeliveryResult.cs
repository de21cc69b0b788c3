namespace Prebuilds.Silo.Notifications;

/// <summary>What a sink answered. A closed family: these two and no other.</summary>
internal abstract record DeliveryResult
{
    private DeliveryResult()
    {
    }

    /// <summary>It knows.</summary>
    public sealed record Delivered : DeliveryResult;

    /// <summary>It may not know.</summary>
    /// <param name="Error">Why, without any secret.</param>
    /// <param name="RetryAfter">How long it asked to wait; null: it did not.</param>
    public sealed record Failed(string Error, TimeSpan? RetryAfter = null) : DeliveryResult;
}
