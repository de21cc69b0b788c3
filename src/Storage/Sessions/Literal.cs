using Prebuilds.Users;

namespace Prebuilds.Storage.Sessions;

/// <summary>
/// Values that stand in statements as they are: a partial index serves only a statement that shows its condition.
/// </summary>
internal static class Literal
{
    /// <summary>The owner of members.</summary>
    public static string PrebuildsUser { get; } = $"'{SystemUser.Prebuilds}'";
}
