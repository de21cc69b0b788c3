using System.Collections.Immutable;
using Prebuilds.Builds;

namespace Prebuilds.Storage.Builds;

/// <summary>What a worker's lease came to. A closed family.</summary>
public abstract record BuildResult
{
    private BuildResult()
    {
    }

    /// <summary>Which of the outputs only the workspace's owner may see; default: none.</summary>
    public ImmutableSortedSet<string> Sensitive { get; init; } =
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Done.</summary>
    /// <param name="Outputs">
    /// What the provisioner reported; null: keep what an earlier step of this build reported.
    /// </param>
    public sealed record Succeeded(ImmutableSortedDictionary<string, string>? Outputs) : BuildResult;

    /// <summary>The workspace is made and not ready yet; ask again then.</summary>
    /// <param name="Outputs">
    /// What the provisioner reported; null: keep what an earlier step of this build reported.
    /// </param>
    /// <param name="NextProbe">When to ask again.</param>
    public sealed record NotReady(
        ImmutableSortedDictionary<string, string>? Outputs, DateTimeOffset NextProbe) : BuildResult;

    /// <summary>It failed and is given up.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Failed(BuildError Error) : BuildResult
    {
        /// <summary>
        /// What a hand-over would replace, and was refused for; default: nothing. It does not touch what the build has
        /// begun to replace.
        /// </summary>
        public ImmutableArray<ResourceReplacement> WouldReplace { get; init; } = [];
    }

    /// <summary>It failed and is queued again.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="NotBefore">When the next try is due.</param>
    public sealed record Retry(BuildError Error, DateTimeOffset NotBefore) : BuildResult
    {
        /// <summary>
        /// Whether it has failed so often that people are told, as an event; of one build that is done once.
        /// </summary>
        public bool IsToTell { get; init; }
    }

    /// <summary>
    /// The worker stops before the build was done; it is due again at once, and this attempt does not count.
    /// </summary>
    public sealed record Returned : BuildResult;
}
