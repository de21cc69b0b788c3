using System.Data.Common;
using Prebuilds.Claims;
using Prebuilds.Presets;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Sealing;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Claims;

/// <summary>What a request was given when it was first committed, and how far its workspace is now.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Preset">The preset it came from.</param>
/// <param name="Name">The name it was given.</param>
/// <param name="At">When.</param>
/// <param name="HandOver">How far the hand-over is; none when the workspace is gone.</param>
/// <param name="Outputs">The workspace's outputs; empty when it is gone.</param>
internal sealed record EarlierClaim(
    WorkspaceId Workspace,
    PresetId Preset,
    string Name,
    DateTimeOffset At,
    HandOver HandOver,
    SealedOutputs Outputs)
{
    public static EarlierClaim Read(DbDataReader row, int first, SqlDialect dialect) => new(
        new WorkspaceId(row.GetGuid(first)),
        new PresetId(row.GetGuid(first + 1)),
        row.GetString(first + 2),
        dialect.Instant(row, first + 3),
        row.IsDBNull(first + 4) ? HandOver.None : (HandOver)row.GetInt32(first + 4),
        SealedOutputs.Read(row, first + 5, first + 6));

    public ClaimedWorkspace Of(UserId owner, KeyRing keys) => new(
        Workspace, Preset, owner, Name, At, HandOver, Outputs.OpenIfPossible(keys, Workspace), Outputs.Sensitive);
}
