namespace Prebuilds.Client.Output.Builds;

/// <summary>A piece of a build's log.</summary>
/// <param name="Build">The build's id.</param>
/// <param name="Offset">Where the piece begins, in characters.</param>
/// <param name="Text">The piece; it ends anywhere, also within a line.</param>
internal sealed record LogOutput(Guid Build, int Offset, string Text);
