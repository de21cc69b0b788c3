namespace Prebuilds.Client.LoadTests.History;

/// <summary>What was read from one line of a history.</summary>
/// <param name="At">Where.</param>
/// <param name="Line">The call; null: the line cannot be read.</param>
/// <param name="IsTruncated">Whether it cannot be read because its writer was killed within its last line.</param>
/// <param name="Problem">Why it cannot be read; null: it can.</param>
public sealed record HistoryReading(LineReference At, HistoryLine? Line, bool IsTruncated, string? Problem);
