namespace Prebuilds.Bench.Claims.Peers;

/// <summary>The statements of a claim written as SQL.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Schema">Makes its tables.</param>
/// <param name="Clear">Empties them.</param>
/// <param name="Fill">
/// Make members from <c>@ids</c> and <c>@preset_ids</c>, oldest first, that belong to <c>@owner</c>.
/// </param>
/// <param name="Analyze">Gives the planner what it needs.</param>
/// <param name="Claim">
/// Claims: $1 preset, $2 user, $3 workspace's name, $4 request id, $5 the new build's id; one row with the workspace's
/// id, or none.
/// </param>
/// <param name="Claimed">Every workspace that was handed out, once for each time.</param>
internal sealed record SqlClaimTexts(
    string Name, string Schema, string Clear, string[] Fill, string Analyze, string Claim, string Claimed);
