using System.Collections.Immutable;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Writes;

/// <summary>What became of a <see cref="PresetWrite"/>. A closed family.</summary>
public abstract record PresetWriteResult
{
    private PresetWriteResult()
    {
    }

    /// <summary>It is durable.</summary>
    /// <param name="Revision">The preset's revision from now on.</param>
    /// <param name="Refused">
    /// The workspaces whose change was left out, because their row or build was no longer as expected.
    /// </param>
    public sealed record Written(long Revision, ImmutableArray<WorkspaceId> Refused) : PresetWriteResult;

    /// <summary>
    /// Another activation has taken a newer epoch: this one is stale, nothing was written, and nothing ever will be.
    /// </summary>
    public sealed record Fenced : PresetWriteResult;

    /// <summary>The preset was changed since it was read; nothing was written. Read it again.</summary>
    public sealed record Outdated : PresetWriteResult;
}
