using System.Collections.Immutable;
using Prebuilds.Builds;

namespace Prebuilds.Provisioning;

/// <summary>What a provisioner's operation came to. A closed family.</summary>
public abstract record ProvisionResult
{
    private ProvisionResult()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Outputs">What the workspace offers its owner: where and how to reach it.</param>
    public sealed record Succeeded(ImmutableSortedDictionary<string, string> Outputs) : ProvisionResult
    {
        /// <summary>The names of those outputs that nobody but the owner may see.</summary>
        public ImmutableSortedSet<string> Sensitive { get; init; } =
            ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    }

    /// <summary>Only of <see cref="IProvisioner.Ready"/>: not yet.</summary>
    public sealed record NotReady : ProvisionResult;

    /// <summary>It failed.</summary>
    /// <param name="Error">Why, and what it means for the next try.</param>
    public sealed record Failed(BuildError Error) : ProvisionResult
    {
        /// <summary>What a hand-over would replace, and was not done for its sake; default: nothing.</summary>
        public ImmutableArray<ResourceReplacement> WouldReplace { get; init; } = [];
    }
}
