namespace Prebuilds.Client.Output;

/// <summary>The answer to a line that cannot be planned.</summary>
/// <param name="Name">What the line calls itself; empty when not even that can be read.</param>
/// <param name="Error">Everything that is wrong with it.</param>
internal sealed record RefusedLine(string Name, string Error);
