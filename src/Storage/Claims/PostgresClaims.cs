using System.Data.Common;
using Npgsql;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Claims;

/// <summary>
/// Commits batches of claims: each in one statement, which is one round trip and one flush, as nearly every batch is
/// granted whole; what it did not grant is judged by a second one.
/// </summary>
internal sealed class PostgresClaims
{
    /// <summary>
    /// Batches that are judged at once after one that a unique key refused: whoever repeats requests or asks for taken
    /// names all the time shall not make every batch run twice.
    /// </summary>
    private const int WaryBatches = 16;

    // Made once, with parameters by position: a text with named ones the driver would read through, and write anew, at
    // every execution.
    private static readonly string Claims = PostgresDialect.PositionalSource(ClaimRows.Of([]));
    private static readonly string Grants = PostgresGrants.Text(Claims);
    private static readonly string Judgements = PostgresJudgements.Text(Claims);

    private int _wary;

    /// <summary>Commits a batch; a failure in the middle leaves what was granted before it.</summary>
    /// <exception cref="PostgresException">
    /// A unique key refused a claim of which another silo committed the like at the same moment.
    /// </exception>
    public async Task<List<ClaimSight>> Commit(
        Session session, IReadOnlyList<ClaimCommit> claims, CancellationToken stop)
    {
        var granted = await Grant(session, claims, stop);
        var settled = granted.Select(sight => sight.Number).ToHashSet();
        int[] open = [.. Enumerable.Range(0, claims.Count).Where(number => !settled.Contains(number))];
        return open is [] ? granted : [.. granted, .. await Judge(session, claims, open, stop)];
    }

    private async Task<List<ClaimSight>> Grant(
        Session session, IReadOnlyList<ClaimCommit> claims, CancellationToken stop)
    {
        int[] hopeful = [.. Enumerable.Range(0, claims.Count).Where(number => claims[number].Candidate is not null)];
        if (hopeful is [] || _wary > 0)
        {
            _wary = Math.Max(0, _wary - 1);
            return [];
        }

        try
        {
            return await Run(session, Grants, ClaimRows.Of(claims, hopeful), ClaimSight.OfGrant, stop);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.UniqueViolation)
        {
            _wary = WaryBatches;
            return [];
        }
    }

    private static async Task<IEnumerable<ClaimSight>> Judge(
        Session session, IReadOnlyList<ClaimCommit> claims, int[] open, CancellationToken stop)
    {
        var dialect = session.Dialect;
        var sights = await Run(
            session, Judgements, ClaimRows.Of(claims, open), row => ClaimSight.Read(row, dialect), stop);
        return sights.GroupBy(sight => sight.Number).Select(seen => seen.MaxBy(sight => sight.Given is not null)!);
    }

    private static Task<List<ClaimSight>> Run(
        Session session, string text, RowBatch rows, Func<DbDataReader, ClaimSight> read, CancellationToken stop) =>
        session.Sql(text)
            .WithPositions(rows)
            .Within(SqlDialect.ClaimTimeout)
            .List(read, stop);
}
