using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Dialects;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    private readonly Effort _claims = new(SqlDialect.ClaimTimeout, dialect.WasUndone);
    private readonly Effort _lonelyClaim = new(
        SqlDialect.ClaimTimeout, error => dialect.WasUndone(error) || dialect.IsDuplicate(error));

    public Task<ImmutableArray<ClaimResult>> CommitClaims(
        ImmutableArray<ClaimCommit> claims, CancellationToken stop) => Explained(() => CommitAll(claims, stop));

    private async Task<ImmutableArray<ClaimResult>> CommitAll(
        ImmutableArray<ClaimCommit> claims, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(claims.Length, ClaimCommit.MaxBatch);
        var results = new ClaimResult[claims.Length];
        var (first, rivals) = ClaimRivals.Split(claims);
        // Presets are locked in this order; everybody who locks several keeps to the order of ids.
        first = first.Sort((a, b) => claims[a].Preset.Value.CompareTo(claims[b].Preset.Value));
        foreach (var (number, result) in await CommitTogether(claims, first, stop))
        {
            results[number] = result;
        }

        foreach (var (number, result) in await CommitRivals(claims, rivals, stop))
        {
            results[number] = result;
        }

        ImmutableArray<int> lost = [.. Enumerable.Range(0, results.Length).Where(i => results[i] is ClaimResult.Lost)];
        foreach (var sight in (await Look(claims, lost, stop)).Where(sight => sight.Earlier is not null))
        {
            results[lost[sight.Number]] = sight.Judge(claims[lost[sight.Number]], keys);
        }

        return [.. results];
    }

    // What earlier requests were given, and nothing more. A candidate may be lost to an earlier commit of the very same
    // request, whose outcome its caller never learned and which came true only while this one waited for its row.
    private async Task<List<ClaimSight>> Look(
        ImmutableArray<ClaimCommit> claims, ImmutableArray<int> numbers, CancellationToken stop)
    {
        ClaimCommit[] questions = [.. numbers.Select(number => claims[number] with { Candidate = null })];
        return questions is [] ? [] : await Tried(_claims, () => dialect.CommitClaims(questions, stop), stop);
    }

    private async Task<List<(int Number, ClaimResult Result)>> CommitTogether(
        ImmutableArray<ClaimCommit> claims, ImmutableArray<int> numbers, CancellationToken stop)
    {
        if (numbers.IsEmpty)
        {
            return [];
        }

        try
        {
            ClaimCommit[] batch = [.. numbers.Select(number => claims[number])];
            var sights = await Tried(_claims, () => dialect.CommitClaims(batch, stop), stop);
            return [.. sights.Select(sight => (numbers[sight.Number], sight.Judge(batch[sight.Number], keys)))];
        }
        catch (DbException error) when (dialect.IsDuplicate(error))
        {
            LogBatchSplit(numbers.Length);
            return await CommitAlone(claims, numbers, stop);
        }
    }

    // Their forerunners are committed, which decides most of them without another write.
    private async Task<List<(int Number, ClaimResult Result)>> CommitRivals(
        ImmutableArray<ClaimCommit> claims, ImmutableArray<int> numbers, CancellationToken stop)
    {
        var sights = await Look(claims, numbers, stop);
        var decided = sights.ToLookup(
            sight => sight.Judge(claims[numbers[sight.Number]], keys) is not ClaimResult.Lost);
        var open = decided[false].Select(sight => numbers[sight.Number]).Order();
        return
        [
            .. decided[true].Select(sight => (numbers[sight.Number], sight.Judge(claims[numbers[sight.Number]], keys))),
            .. await CommitAlone(claims, [.. open], stop),
        ];
    }

    private async Task<List<(int Number, ClaimResult Result)>> CommitAlone(
        ImmutableArray<ClaimCommit> claims, ImmutableArray<int> numbers, CancellationToken stop)
    {
        var results = new List<(int Number, ClaimResult Result)>(numbers.Length);
        foreach (var number in numbers)
        {
            // Whoever was faster is committed by now, so the second look sees it.
            var sights = await Tried(_lonelyClaim, () => dialect.CommitClaims([claims[number]], stop), stop);
            results.Add((number, sights[0].Judge(claims[number], keys)));
        }

        return results;
    }

    [LoggerMessage(
        LogLevel.Information,
        "Another silo committed one of {Count} claims at the same moment; committing them one by one")]
    private partial void LogBatchSplit(int count);
}
