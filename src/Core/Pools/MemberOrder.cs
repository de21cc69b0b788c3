using Prebuilds.Templates;
using Prebuilds.Workspaces;

namespace Prebuilds.Pools;

/// <summary>Members by age: the oldest first; of equal ages, the lower id.</summary>
internal sealed class MemberOrder : IComparer<Workspace>
{
    private readonly TemplateVersionId? _preferred;

    private MemberOrder(TemplateVersionId? preferred) => _preferred = preferred;

    /// <summary>By age alone.</summary>
    public static MemberOrder OldestFirst { get; } = new(null);

    /// <summary>Who is handed out first: those of the preset's version, then all others; among each by age.</summary>
    /// <param name="version">The preset's version.</param>
    public static MemberOrder Prefer(TemplateVersionId version) => new(version);

    /// <inheritdoc/>
    public int Compare(Workspace? x, Workspace? y)
    {
        var byVersion = IsOther(x!).CompareTo(IsOther(y!));
        var byAge = x!.CreatedAt.CompareTo(y!.CreatedAt);
        return byVersion != 0 ? byVersion : byAge != 0 ? byAge : x.Id.Value.CompareTo(y.Id.Value);
    }

    private bool IsOther(Workspace member) => _preferred is { } preferred && member.Version != preferred;
}
