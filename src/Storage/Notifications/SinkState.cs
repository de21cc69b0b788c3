using Prebuilds.Notifications;

namespace Prebuilds.Storage.Notifications;

/// <summary>Where a sink stands.</summary>
/// <param name="Cursor">The id of the last event that it has taken.</param>
/// <param name="Digest">What has happened to it lately.</param>
/// <param name="Waiting">How many notifications wait to be delivered.</param>
/// <param name="Dead">How many were given up and are kept.</param>
public sealed record SinkState(long Cursor, Digest Digest, int Waiting, int Dead);
