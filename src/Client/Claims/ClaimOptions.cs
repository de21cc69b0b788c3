using Prebuilds.Claims;

namespace Prebuilds.Client.Claims;

/// <summary>Who claims, and how long the claim may take.</summary>
/// <param name="User">A login name, or a user's UUID.</param>
/// <param name="Name">The workspace's name, unique per user.</param>
public sealed record ClaimOptions(string User, string Name)
{
    /// <summary>Most time that a claim may wait: a day.</summary>
    public static TimeSpan MaxWait { get; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The caller's own id of this claim, unique per user: the same id again gets the same workspace again. Default: a
    /// new one. A caller that may crash between asking and remembering the answer chooses and stores it first.
    /// </summary>
    public string RequestId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>
    /// How long to ask again while none is claimable, 0 to <see cref="MaxWait"/>. Default 0: ask once. What no waiting
    /// cures (the preset is not live or unknown, the name is taken, the feature is off) is answered at once.
    /// </summary>
    public TimeSpan Wait { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Is told of every miss that is waited out; it is called on the thread of the claim. Default: nobody.
    /// </summary>
    public IProgress<ClaimOutcome.NoneClaimable>? Misses { get; init; }
}
