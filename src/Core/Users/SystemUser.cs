namespace Prebuilds.Users;

/// <summary>The users that are not people.</summary>
public static class SystemUser
{
    /// <summary>
    /// Owns every unclaimed prebuild and starts their builds. A constant of the contract: it never changes.
    /// </summary>
    public static UserId Prebuilds { get; } = new(new Guid("c42fdf75-3097-471c-8c33-fb52454d81c0"));

    /// <summary>The login name shown for <see cref="Prebuilds"/>.</summary>
    public const string PrebuildsName = "prebuilds";
}
