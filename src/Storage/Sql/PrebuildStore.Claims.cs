using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Prebuilds.Storage.Claims;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    public Task<ImmutableArray<ClaimResult>> CommitClaims(
        ImmutableArray<ClaimCommit> claims, CancellationToken stop) => Explained(() => CommitAll(claims, stop));

    private async Task<ImmutableArray<ClaimResult>> CommitAll(
        ImmutableArray<ClaimCommit> claims, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(claims.Length, ClaimCommit.MaxBatch);
        var results = new ClaimResult[claims.Length];
        var (first, rivals) = ClaimRivals.Split(claims);
        foreach (var (number, result) in await CommitTogether(claims, first, stop))
        {
            results[number] = result;
        }

        foreach (var (number, result) in await CommitRivals(claims, rivals, stop))
        {
            results[number] = result;
        }

        return [.. results];
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
            var sights = await Retried(() => dialect.CommitClaims(batch, stop), dialect.WasUndone, stop);
            return [.. sights.Select(sight => (numbers[sight.Number], sight.Judge(batch[sight.Number])))];
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
        if (numbers.IsEmpty)
        {
            return [];
        }

        ClaimCommit[] questions = [.. numbers.Select(number => claims[number] with { Candidate = null })];
        var sights = await Retried(() => dialect.CommitClaims(questions, stop), dialect.WasUndone, stop);
        var decided = sights.ToLookup(sight => sight.Judge(claims[numbers[sight.Number]]) is not ClaimResult.Lost);
        var open = decided[false].Select(sight => numbers[sight.Number]).Order();
        return
        [
            .. decided[true].Select(sight => (numbers[sight.Number], sight.Judge(claims[numbers[sight.Number]]))),
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
            var sights = await Retried(
                () => dialect.CommitClaims([claims[number]], stop),
                error => dialect.WasUndone(error) || dialect.IsDuplicate(error),
                stop);
            results.Add((number, sights[0].Judge(claims[number])));
        }

        return results;
    }

    [LoggerMessage(
        LogLevel.Information,
        "Another silo committed one of {Count} claims at the same moment; committing them one by one")]
    private partial void LogBatchSplit(int count);
}
