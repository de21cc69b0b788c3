using Prebuilds.Claims;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Presets;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Silo.Tests.Client.LoadTests;

/// <summary>
/// A history that can have happened, drawn from a seed: calls take effect one after the other on a model of the store,
/// at an instant somewhere between their start and their end; so they overlap as they like, and some answers are lost.
/// </summary>
internal sealed class LegalHistory
{
    private readonly Random _random;
    private readonly Dictionary<(string User, string Request), ClaimEntry> _granted = [];
    private readonly Dictionary<(string User, string Name), Guid> _names = [];
    private int _requests;

    private LegalHistory(int seed) => _random = new Random(seed);

    public List<HistoryLine> Lines { get; private set; } = [];

    /// <summary>What is stored at the end.</summary>
    public List<ClaimEntry> Stored => [.. _granted.Values];

    public static LegalHistory Draw(int seed, int calls = 60)
    {
        var history = new LegalHistory(seed);
        for (var instant = 1; instant <= calls; instant++)
        {
            history.Lines.Add(history._random.Next(5) == 0 ? history.Delete(instant) : history.Claim(instant));
        }

        history.Lines = [.. history.Lines.OrderBy(_ => history._random.Next())];
        return history;
    }

    private HistoryLine Claim(int instant)
    {
        var isNew = _requests == 0 || _random.Next(2) == 0;
        var number = isNew ? _requests++ : _random.Next(_requests);
        var (user, request, name) = ($"user{number % 2}", $"r{number}", $"n{number % 7}");
        var line = Line(instant, user, request, name);
        return _random.Next(6) switch
        {
            0 => line,
            1 => Lost(line, Answer(line, instant)),
            _ => Answer(line, instant),
        };
    }

    private HistoryLine Answer(HistoryLine line, int instant)
    {
        var key = (line.User, line.Request);
        if (_granted.TryGetValue(key, out var claim))
        {
            return Granted(line, claim, repeat: true);
        }

        if (_names.ContainsKey((line.User, line.Name)))
        {
            return line with { Outcome = HistoryOutcome.NameTaken };
        }

        if (_random.Next(5) == 0)
        {
            return line with { Outcome = HistoryOutcome.NoneClaimable, Reason = "empty" };
        }

        var (workspace, user) = (Drawn.Workspace($"w{instant}"), UserIds.FromText(line.User));
        _names[(line.User, line.Name)] = workspace;
        _granted[key] = new ClaimEntry(
            user,
            line.Request,
            new WorkspaceId(workspace),
            PresetName.TryParse(line.Preset, out var preset) ? preset.ToId() : default,
            line.Name,
            Drawn.At(instant),
            null,
            user,
            Drawn.At(-instant));
        return Granted(line, _granted[key], repeat: false);
    }

    private HistoryLine Delete(int instant)
    {
        var kept = _granted.Where(it => it.Value.GoneAt is null).ToList();
        if (kept.Count == 0)
        {
            return Claim(instant);
        }

        var ((user, request), claim) = kept[_random.Next(kept.Count)];
        var line = Line(instant, user, request, claim.Name) with
        {
            Operation = HistoryOperation.Delete,
            Workspace = claim.Workspace.Value,
            Outcome = HistoryOutcome.Refused,
        };
        if (_random.Next(4) == 0)
        {
            return line;
        }

        _granted[(user, request)] = claim with { GoneAt = Drawn.At(instant), Holder = null };
        _names.Remove((user, claim.Name));
        return line with { Outcome = _random.Next(4) == 0 ? HistoryOutcome.Unknown : HistoryOutcome.Done };
    }

    private HistoryLine Line(int instant, string user, string request, string name)
    {
        var start = Drawn.At(instant - (_random.NextDouble() * 4));
        return new HistoryLine
        {
            Request = request,
            Preset = "go-dev/large",
            User = user,
            Name = name,
            Intended = start,
            Start = start,
            End = Drawn.At(instant + (_random.NextDouble() * 4)),
            Error = "TimeoutException: no answer",
        };
    }

    /// <summary>The call took effect, and nobody was told.</summary>
    private static HistoryLine Lost(HistoryLine line, HistoryLine answer) => answer.Start == line.Start ? line : answer;

    private static HistoryLine Granted(HistoryLine line, ClaimEntry claim, bool repeat) => line with
    {
        Outcome = HistoryOutcome.Claimed,
        Workspace = claim.Workspace.Value,
        GivenName = claim.Name,
        Repeat = repeat,
        Error = null,
    };
}
