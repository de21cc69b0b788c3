using Prebuilds.Workspaces;

namespace Prebuilds.Pools;

/// <summary>Who is handed out first: the oldest; of equal ages, the lower id.</summary>
internal sealed class MemberOrder : IComparer<Workspace>
{
    /// <summary>The order.</summary>
    public static MemberOrder OldestFirst { get; } = new();

    /// <inheritdoc/>
    public int Compare(Workspace? x, Workspace? y)
    {
        var byAge = x!.CreatedAt.CompareTo(y!.CreatedAt);
        return byAge != 0 ? byAge : x.Id.Value.CompareTo(y.Id.Value);
    }
}
