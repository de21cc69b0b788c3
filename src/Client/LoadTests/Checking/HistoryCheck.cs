using System.Collections.Immutable;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Users;

namespace Prebuilds.Client.LoadTests.Checking;

/// <summary>
/// Judges histories line by line, in any order of files; it keeps what it knows about a request and a workspace, never
/// the lines. Every rule speaks only of what callers were told and of calls that did not overlap, so no legal history
/// is refused. First <see cref="Add(HistoryReading)"/> every line, then compare with the store
/// (<see cref="StoreCheck"/>) if one is at hand, then <see cref="Finish"/>.
/// </summary>
/// <param name="report">Is told every violation as soon as it is known.</param>
public sealed class HistoryCheck(Action<Violation> report)
{
    private readonly Dictionary<string, UserId> _users = [];
    private readonly Dictionary<(Guid User, string Request), RequestFacts> _requests = [];
    private readonly Dictionary<Guid, RequestFacts> _owners = [];
    private readonly HashSet<string> _presets = [];
    private readonly Deletions _deletions = new();
    private NameRule? _names;

    /// <summary>What was seen so far.</summary>
    public CheckCounts Counts { get; } = new();

    /// <summary>What is known about all requests.</summary>
    internal IEnumerable<RequestFacts> Requests => _requests.Values;

    private NameRule Names => _names ??= new NameRule(_deletions);

    /// <summary>Reads one line.</summary>
    public void Add(HistoryReading reading)
    {
        Counts.Lines++;
        if (reading.IsTruncated)
        {
            Counts.Truncated++;
        }
        else if (reading.Line is { } line && Problem(line) is null)
        {
            Add(line, reading.At);
        }
        else
        {
            Report(Rule.Unreadable, reading.Problem ?? Problem(reading.Line!)!, reading.At);
        }
    }

    /// <summary>Judges what can be judged only when everything is known.</summary>
    public void Finish()
    {
        foreach (var (one, other) in Names.Violations())
        {
            Report(
                Rule.NameTwice,
                $"{one.User} has two workspaces '{one.GivenName}', {one.Workspace} and {other.Workspace}, and neither "
                + "was asked to be deleted before the other was given",
                one.FirstGrant!.Value.Line,
                other.FirstGrant!.Value.Line);
        }

        Counts.Unresolved = Requests.LongCount(it => it is { HasUnknown: true, Workspace: null });
    }

    /// <summary>What is known about a request; null: no line speaks of it.</summary>
    internal RequestFacts? Find(UserId user, string request) => _requests.GetValueOrDefault((user.Value, request));

    /// <summary>The store says that a workspace is gone.</summary>
    internal void Gone(Guid workspace) => _deletions.Gone(workspace);

    /// <summary>Counts and tells a violation.</summary>
    internal void Report(Rule rule, string text, params ImmutableArray<LineReference> lines)
    {
        Counts.Violations++;
        report(new Violation(rule, text, lines));
    }

    private static string? Problem(HistoryLine line) =>
        line.Workspace is null && (line.Outcome == HistoryOutcome.Claimed || line.Operation == HistoryOperation.Delete)
            ? "A grant or deletion names no workspace"
            : null;

    private void Add(HistoryLine line, LineReference at)
    {
        if (line.End < line.Start || line.Start < line.Intended)
        {
            Report(Rule.Disordered, $"intended {line.Intended:O}, started {line.Start:O}, ended {line.End:O}", at);
        }

        Counts.Unknown += line.Outcome == HistoryOutcome.Unknown ? 1 : 0;
        if (line.Operation == HistoryOperation.Delete)
        {
            AddDeletion(line.Workspace!.Value, line, at);
            return;
        }

        var facts = FactsOf(line, at);
        switch (line.Outcome)
        {
            case HistoryOutcome.Unknown:
                facts.LastUnknownCall = Moment.Last(facts.LastUnknownCall, Moment.End(line, at));
                break;
            case HistoryOutcome.Claimed:
                AddGrant(facts, line, at);
                break;
            case HistoryOutcome.NameTaken:
            case HistoryOutcome.NoneClaimable when !line.IsUnseen:
                facts.LastMissedCall = Moment.Last(facts.LastMissedCall, Moment.Start(line, at));
                JudgeMiss(facts, facts.FirstGrant, Moment.Start(line, at));
                break;
        }
    }

    private RequestFacts FactsOf(HistoryLine line, LineReference at)
    {
        if (!_users.TryGetValue(line.User, out var user))
        {
            _users[line.User] = user = UserIds.FromText(line.User);
        }

        if (!_requests.TryGetValue((user.Value, line.Request), out var facts))
        {
            _requests[(user.Value, line.Request)] = facts = new RequestFacts(user, line) { AnyLine = at };
            Counts.Requests++;
        }

        return facts;
    }

    private void AddGrant(RequestFacts facts, HistoryLine line, LineReference at)
    {
        Counts.Repeats += line.Repeat == true ? 1 : 0;
        var (call, answer) = (Moment.Start(line, at), Moment.End(line, at));
        if (line.Repeat != true)
        {
            facts.LastFreshCall = Moment.Last(facts.LastFreshCall, call);
            facts.GivenPreset ??= Once(line.Preset);
            JudgeFresh(facts, facts.FirstGrant, call);
            JudgeDeleted(line.Workspace!.Value, _deletions.Done(line.Workspace!.Value), call);
            JudgeName(line.Name, line, at);
        }

        JudgeMiss(facts, answer, facts.LastMissedCall);
        JudgeFresh(facts, answer, facts.LastFreshCall);
        var isFirst = facts.FirstGrant is null;
        JudgeWorkspace(facts, line, at);
        facts.FirstGrant = Moment.First(facts.FirstGrant, answer);
        if (isFirst)
        {
            Counts.Granted++;
            facts.Workspace = line.Workspace;
            facts.GivenName = Once(line.GivenName ?? line.Name, facts.Request);
            Names.Add(facts);
        }
    }

    /// <summary>One text instead of two equal ones: load tools name workspaces like requests.</summary>
    private static string Once(string text, string other) => text == other ? other : text;

    private string Once(string preset)
    {
        if (_presets.TryGetValue(preset, out var known))
        {
            return known;
        }

        _presets.Add(preset);
        return preset;
    }

    private void JudgeWorkspace(RequestFacts facts, HistoryLine line, LineReference at)
    {
        var workspace = line.Workspace!.Value;
        if (facts.FirstGrant is { } first)
        {
            if (facts.Workspace != workspace)
            {
                Report(Rule.TwoWorkspaces, $"{facts} was given {facts.Workspace} and {workspace}", first.Line, at);
            }
            else
            {
                JudgeName(facts.GivenName!, line, first.Line, at);
            }
        }

        if (_owners.TryAdd(workspace, facts) || _owners[workspace] == facts)
        {
            return;
        }

        var owner = _owners[workspace];
        Report(Rule.TwoOwners, $"{workspace} was given to {owner} and to {facts}", owner.FirstGrant!.Value.Line, at);
    }

    private void JudgeName(string expected, HistoryLine line, params ImmutableArray<LineReference> lines)
    {
        if ((line.GivenName ?? line.Name) != expected)
        {
            Report(Rule.WrongName, $"{line.Workspace} is '{expected}', and was told to be '{line.GivenName}'", lines);
        }
    }

    private void JudgeMiss(RequestFacts facts, Moment? granted, Moment? missed)
    {
        if (granted is { } grant && grant.IsBefore(missed))
        {
            Report(Rule.Forgotten, $"{facts} was granted, then told that it was not", grant.Line, missed!.Value.Line);
        }
    }

    private void JudgeFresh(RequestFacts facts, Moment? granted, Moment? fresh)
    {
        if (granted is { } grant && grant.IsBefore(fresh))
        {
            Report(Rule.GrantedAnew, $"{facts} was granted, then granted as if anew", grant.Line, fresh!.Value.Line);
        }
    }

    private void AddDeletion(Guid workspace, HistoryLine line, LineReference at)
    {
        _deletions.Add(workspace, line, at);
        if (line.Outcome == HistoryOutcome.Done && _owners.TryGetValue(workspace, out var owner))
        {
            JudgeDeleted(workspace, Moment.End(line, at), owner.LastFreshCall);
        }
    }

    private void JudgeDeleted(Guid workspace, Moment? deleted, Moment? given)
    {
        if (deleted is { } it && it.IsBefore(given))
        {
            Report(Rule.GivenAfterDeletion, $"{workspace} was deleted, then given", it.Line, given!.Value.Line);
        }
    }
}
