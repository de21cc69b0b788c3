using Prebuilds.Claims;
using Prebuilds.Client.LoadTests.Checking;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Silo.Tests.Client.LoadTests;

/// <summary>One lie put into a legal history, for each rule.</summary>
internal static class Mutation
{
    private static readonly UserId Nobody = UserIds.FromName("nobody");

    /// <summary>Breaks a rule in place; false: this history offers no chance to.</summary>
    public static bool Break(Rule rule, List<HistoryLine> lines, List<ClaimEntry> stored)
    {
        var grants = lines.Where(it => it is { Outcome: HistoryOutcome.Claimed, Repeat: false }).ToList();
        var told = lines.Where(it => it.Outcome == HistoryOutcome.Claimed).ToList();
        var deleted = lines
            .Where(it => it.Operation == HistoryOperation.Delete && it.Outcome != HistoryOutcome.Refused)
            .Select(it => it.Workspace)
            .ToHashSet();
        switch (rule)
        {
            case Rule.Disordered:
                return Change(lines, lines.FirstOrDefault(), it => it with { Start = it.End, End = it.Start });
            case Rule.TwoOwners:
                return Add(lines, told.FirstOrDefault(), it => it with
                {
                    User = "eve",
                    Request = "other",
                    Name = "evil",
                });
            case Rule.TwoWorkspaces:
                return Add(lines, told.FirstOrDefault(), it => it with { Workspace = Drawn.Workspace("other") });
            case Rule.WrongName:
                return Change(lines, grants.FirstOrDefault(), it => it with { GivenName = "other" });
            case Rule.Forgotten:
                return Add(lines, told.FirstOrDefault(), it => it with { Outcome = HistoryOutcome.NameTaken });
            case Rule.GrantedAnew:
                return Add(lines, told.FirstOrDefault(), it => it with { Repeat = false });
            case Rule.GivenAfterDeletion:
                var done = lines.Find(it => it is { Operation: HistoryOperation.Delete, Outcome: HistoryOutcome.Done });
                return Add(lines, done, it => it with
                {
                    Operation = HistoryOperation.Claim,
                    Outcome = HistoryOutcome.Claimed,
                    Request = "other",
                    Name = "z",
                });
            case Rule.NameTwice:
                return Add(lines, grants.Find(it => !deleted.Contains(it.Workspace)), it => it with
                {
                    Request = "other",
                    Workspace = Drawn.Workspace("other"),
                });
            default:
                return BreakStore(rule, lines, stored, told.FirstOrDefault());
        }
    }

    private static bool BreakStore(Rule rule, List<HistoryLine> lines, List<ClaimEntry> stored, HistoryLine? told)
    {
        var claim = stored.Find(it => told is not null && it.Workspace.Value == told.Workspace);
        switch (rule)
        {
            case Rule.Lost:
                return claim is not null && stored.Remove(claim);
            case Rule.StoredOtherwise:
                return Change(stored, claim, it => it with { Workspace = new WorkspaceId(Drawn.Workspace("other")) });
            case Rule.NotHeld:
                return Change(stored, stored.FirstOrDefault(), it => it with { Holder = Nobody });
            case Rule.NeverReady:
                return Change(stored, stored.FirstOrDefault(), it => it with { ReadyAt = it.ClaimedAt.AddTicks(1) });
            case Rule.NobodyAsked:
                return Change(stored, stored.FirstOrDefault(), it => it with { RequestId = "never" });
            case Rule.ToldNone:
                return Add(lines, lines.FirstOrDefault(), ToldNone) && StoreOfNobody(stored);
            case Rule.Stranded:
                lines.AddRange([.. lines.Take(1).Select(it => ToldNone(it) with { Outcome = HistoryOutcome.Unknown })]);
                return Add(lines, lines.FirstOrDefault(), ToldNone) && StoreOfNobody(stored);
            default:
                throw new ArgumentOutOfRangeException(nameof(rule), rule, "No mutation breaks this rule.");
        }
    }

    private static HistoryLine ToldNone(HistoryLine line) => line with
    {
        Operation = HistoryOperation.Claim,
        Outcome = HistoryOutcome.NoneClaimable,
        User = "nobody",
        Request = "never",
    };

    private static bool StoreOfNobody(List<ClaimEntry> stored) =>
        Change(stored, stored.FirstOrDefault(), it => it with { Owner = Nobody, RequestId = "never" });

    /// <summary>Adds a call, long after all others.</summary>
    private static bool Add(List<HistoryLine> lines, HistoryLine? from, Func<HistoryLine, HistoryLine> change)
    {
        if (from is null)
        {
            return false;
        }

        var call = change(from);
        lines.Add(call with
        {
            Intended = Drawn.At(10_000),
            Start = Drawn.At(10_000),
            End = Drawn.At(10_001),
            GivenName = call.Name,
        });
        return true;
    }

    private static bool Change<T>(List<T> rows, T? from, Func<T, T> change)
        where T : class
    {
        if (from is null)
        {
            return false;
        }

        rows[rows.IndexOf(from)] = change(from);
        return true;
    }
}
