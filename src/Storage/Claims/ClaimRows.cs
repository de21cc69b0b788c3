using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Claims;

/// <summary>Claims as the rows that a statement reads under the alias <c>c</c>.</summary>
internal static class ClaimRows
{
    public static RowBatch Of(IReadOnlyList<ClaimCommit> claims) => Of(claims, [.. Enumerable.Range(0, claims.Count)]);

    /// <summary>Some of a batch, under their numbers in it.</summary>
    public static RowBatch Of(IReadOnlyList<ClaimCommit> batch, int[] numbers)
    {
        ClaimCommit[] claims = [.. numbers.Select(number => batch[number])];
        return new RowBatch("c")
            .Column("n", numbers)
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
}
