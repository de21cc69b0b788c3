namespace Prebuilds.Users;

/// <summary>How a face's text names a user: a UUID, or a login name that maps to one.</summary>
public static class UserIds
{
    /// <summary>The id of the user with this login name (UUID version 5 in one fixed namespace).</summary>
    /// <param name="name">The login name; letter case matters.</param>
    public static UserId FromName(string name) =>
        name == SystemUser.PrebuildsName
            ? SystemUser.Prebuilds
            : new UserId(NameBasedGuid.Create(NameBasedGuid.Users, name));

    /// <summary>
    /// The user that <paramref name="text"/> names: itself when it is a UUID, else by <see cref="FromName"/>.
    /// </summary>
    /// <param name="text">A UUID or a login name.</param>
    public static UserId FromText(string text) =>
        Guid.TryParse(text, out var id) ? new UserId(id) : FromName(text);
}
