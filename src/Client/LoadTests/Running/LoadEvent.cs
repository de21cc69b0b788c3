using Prebuilds.Client.LoadTests.History;

namespace Prebuilds.Client.LoadTests.Running;

/// <summary>A call that is over.</summary>
/// <param name="Line">The call.</param>
/// <param name="IsFirst">Whether it was the first try.</param>
/// <param name="IsLast">Whether there will be no other try: its outcome is the claim's.</param>
/// <param name="IsOpen">
/// Whether nobody knows what came of the claim: there was no answer, or none since that says so.
/// </param>
internal readonly record struct LoadEvent(HistoryLine Line, bool IsFirst, bool IsLast, bool IsOpen);
