using Prebuilds.Builds;

namespace Prebuilds.Storage.Builds;

/// <summary>
/// How many builds of pools all workers together may have under way. Builds that a person waits for neither count nor
/// wait, and neither does the question whether a workspace that is made is ready.
/// </summary>
/// <param name="Total">In the cluster; null: no limit.</param>
/// <param name="PerTemplate">Of one template; null: no limit.</param>
/// <seealso cref="BuildPriority.Person"/>
public sealed record LeaseLimits(int? Total, int? PerTemplate)
{
    /// <summary>No limit.</summary>
    public static LeaseLimits None { get; } = new(null, null);
}
