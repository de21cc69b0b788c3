using System.Data.Common;
using Prebuilds.Claims;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sealing;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Claims;

/// <summary>What the database saw and did about one claim of a batch.</summary>
/// <param name="Number">Which claim of the batch, from 0.</param>
/// <param name="EpochHolds">Whether the claim's epoch is the preset's.</param>
/// <param name="NameTaken">Whether the user has a workspace of that name.</param>
/// <param name="Earlier">What the same request was given before; null: nothing.</param>
/// <param name="Given">The outputs of the candidate that was claimed; null: it was not.</param>
internal sealed record ClaimSight(
    int Number,
    bool EpochHolds,
    bool NameTaken,
    EarlierClaim? Earlier,
    SealedOutputs? Given)
{
    /// <summary>
    /// The columns that <see cref="Read"/> expects fifth and onwards: of an earlier claim <c>k</c> and its workspace
    /// <c>kw</c>.
    /// </summary>
    public const string EarlierColumns =
        """
        k.workspace_id as earlier_id, k.preset_id as earlier_preset, k.name as earlier_name, k.claimed_at as earlier_at,
        kw.hand_over as earlier_hand_over, kw.outputs as earlier_outputs, kw.secrets as earlier_secrets
        """;

    public static ClaimSight Read(DbDataReader reader, SqlDialect dialect) => new(
        reader.GetInt32(0),
        reader.GetBoolean(1),
        reader.GetBoolean(2),
        reader.IsDBNull(4) ? null : EarlierClaim.Read(reader, 4, dialect),
        reader.IsDBNull(3) ? null : SealedOutputs.Read(reader, 3, 11));

    /// <summary>A row of a statement that answers with nothing but grants.</summary>
    public static ClaimSight OfGrant(DbDataReader reader) => new(
        reader.GetInt32(0), EpochHolds: true, NameTaken: false, Earlier: null, SealedOutputs.Read(reader, 1, 2));

    /// <summary>
    /// What it means to the caller. An earlier grant outweighs everything: it is answered the same for ever.
    /// </summary>
    public ClaimResult Judge(ClaimCommit claim, KeyRing keys) => this switch
    {
        { Earlier: { } earlier } => new ClaimResult.Granted(earlier.Of(claim.Request.User, keys), Repeat: true),
        { Given: { } outputs } => new ClaimResult.Granted(Granted(claim, outputs, keys), Repeat: false),
        { EpochHolds: false } => new ClaimResult.Fenced(),
        { NameTaken: true } => new ClaimResult.NameTaken(),
        _ when claim.Candidate is null => new ClaimResult.NeverGranted(),
        _ => new ClaimResult.Lost(),
    };

    private static ClaimedWorkspace Granted(ClaimCommit claim, SealedOutputs outputs, KeyRing keys) => new(
        claim.Candidate!.Value,
        claim.Preset,
        claim.Request.User,
        claim.Request.Name,
        Instants.Kept(claim.At),
        claim.ClaimBuild is null ? HandOver.None : HandOver.Pending,
        outputs.OpenIfPossible(keys, claim.Candidate.Value),
        outputs.Sensitive);
}
