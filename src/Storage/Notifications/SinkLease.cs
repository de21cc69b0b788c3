namespace Prebuilds.Storage.Notifications;

/// <summary>The right to work for a sink.</summary>
/// <param name="Sink">Its name.</param>
/// <param name="Lease">The holder's own id.</param>
/// <param name="Until">When others may take it, unless it is renewed.</param>
public sealed record SinkLease(string Sink, Guid Lease, DateTimeOffset Until);
