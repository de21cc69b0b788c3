using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Claims;

/// <summary>Claims as the rows that a statement reads under the alias <c>c</c>.</summary>
internal static class ClaimRows
{
    public static RowBatch Of(IReadOnlyList<ClaimCommit> claims) => new RowBatch("c")
        .Column("n", Enumerable.Range(0, claims.Count))
        .Column("owner_id", claims.Select(c => c.Request.User.Value))
        .Column("owner_name", claims.Select(c => c.Request.UserName))
        .Column("request_id", claims.Select(c => c.Request.RequestId))
        .Column("name", claims.Select(c => c.Request.Name))
        .Column("preset_id", claims.Select(c => c.Preset.Value))
        .Column("epoch", claims.Select(c => c.Epoch))
        .Column("candidate", claims.Select(c => c.Candidate?.Value))
        .Column("build_id", claims.Select(c => c.ClaimBuild?.Value))
        .Column("at", claims.Select(c => Instants.Kept(c.At)));
}
