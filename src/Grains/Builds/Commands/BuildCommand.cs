using Prebuilds.Storage.Writes;

namespace Prebuilds.Grains.Builds.Commands;

/// <summary>What becomes of an operator's wish about a build.</summary>
/// <param name="Change">What is to be written; null: nothing.</param>
/// <param name="Answer">What to say, once it is written.</param>
internal sealed record BuildCommand(PresetChange? Change, CommandOutcome Answer);
