using Orleans;

namespace Prebuilds.Users;

/// <summary>A user, by UUID. A login name maps to one through <see cref="UserIds.FromName"/>.</summary>
/// <param name="Value">The UUID; never the empty one for a real user.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.UserId")]
public readonly record struct UserId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
