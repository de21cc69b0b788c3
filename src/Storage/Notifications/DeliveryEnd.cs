namespace Prebuilds.Storage.Notifications;

/// <summary>What came of one try. A closed family: these three and no other.</summary>
/// <param name="Id">The notification.</param>
public abstract record DeliveryEnd(long Id)
{
    /// <summary>It arrived; its row goes.</summary>
    /// <param name="Id">The notification.</param>
    public sealed record Delivered(long Id) : DeliveryEnd(Id);

    /// <summary>It is to be tried again.</summary>
    /// <param name="Id">The notification.</param>
    /// <param name="DueAt">When.</param>
    /// <param name="Error">Why it failed.</param>
    public sealed record Again(long Id, DateTimeOffset DueAt, string Error) : DeliveryEnd(Id);

    /// <summary>It is given up, and no longer in the way of those behind it.</summary>
    /// <param name="Id">The notification.</param>
    /// <param name="Error">Why it failed.</param>
    public sealed record Dead(long Id, string Error) : DeliveryEnd(Id);
}
