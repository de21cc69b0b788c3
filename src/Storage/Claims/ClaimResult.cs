using Prebuilds.Claims;

namespace Prebuilds.Storage.Claims;

/// <summary>What became of one <see cref="ClaimCommit"/>. A closed family.</summary>
public abstract record ClaimResult
{
    private ClaimResult()
    {
    }

    /// <summary>Durably the user's.</summary>
    /// <param name="Workspace">What was given.</param>
    /// <param name="Repeat">
    /// Whether an earlier commit of the same request had given it; the candidate is then untouched.
    /// </param>
    public sealed record Granted(ClaimedWorkspace Workspace, bool Repeat) : ClaimResult;

    /// <summary>The user has another workspace of that name; the candidate is untouched.</summary>
    public sealed record NameTaken : ClaimResult;

    /// <summary>
    /// The candidate's row is no longer claimable: not the pool's, not running, not ready, or of a version that is not
    /// active.
    /// </summary>
    public sealed record Lost : ClaimResult;

    /// <summary>Another activation has taken a newer epoch.</summary>
    public sealed record Fenced : ClaimResult;

    /// <summary>No candidate was named, the request was never granted, and its name is free.</summary>
    public sealed record NeverGranted : ClaimResult;
}
