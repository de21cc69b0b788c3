using Prebuilds.Client.LoadTests.History;
using Prebuilds.Users;

namespace Prebuilds.Client.LoadTests.Checking;

/// <summary>What is known about one request: as little as its rules need, because there are millions.</summary>
internal sealed class RequestFacts(UserId user, HistoryLine first)
{
    public UserId User { get; } = user;

    public string Request { get; } = first.Request;

    /// <summary>Any line of it.</summary>
    public LineReference AnyLine { get; set; }

    /// <summary>The workspace that it was first read to be given; null: none.</summary>
    public Guid? Workspace { get; set; }

    /// <summary>The name of that workspace. Equal texts are kept once.</summary>
    public string? GivenName { get; set; }

    /// <summary>The preset that was asked when it was granted first, not repeated; null: no line says.</summary>
    public string? GivenPreset { get; set; }

    /// <summary>The first grant to return.</summary>
    public Moment? FirstGrant { get; set; }

    /// <summary>The call that was made last of those that were granted and not told to be a repeat.</summary>
    public Moment? LastFreshCall { get; set; }

    /// <summary>The call that was made last of those that were told that there is nothing.</summary>
    public Moment? LastMissedCall { get; set; }

    /// <summary>The end of the call that was given up last of those without an answer.</summary>
    public Moment? LastUnknownCall { get; set; }

    public bool HasUnknown => LastUnknownCall is not null;

    public bool IsStored { get; set; }

    public override string ToString() => $"request {Request} of {User}";
}
