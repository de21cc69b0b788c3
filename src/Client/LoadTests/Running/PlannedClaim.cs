namespace Prebuilds.Client.LoadTests.Running;

/// <summary>A claim to be made.</summary>
/// <param name="Preset">Of which preset.</param>
/// <param name="User">For whom: a login name.</param>
/// <param name="Request">Its request id, which is the workspace's name too.</param>
/// <param name="Attempt">1: a new id; more: an earlier one again.</param>
/// <param name="Deletes">Whether the workspace is deleted when it is granted.</param>
internal sealed record PlannedClaim(PresetReference Preset, string User, string Request, int Attempt, bool Deletes);
