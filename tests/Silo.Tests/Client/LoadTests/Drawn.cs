using System.Globalization;
using System.Text;
using Prebuilds.Client.LoadTests.Checking;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Testing;

namespace Prebuilds.Silo.Tests.Client.LoadTests;

/// <summary>
/// A drawn history: calls separated by ";", each <c>START-END WHO REQUEST WHAT</c>, where WHAT is <c>w1</c> (granted
/// anew), <c>w1 again</c> (granted before), <c>none</c>, <c>busy</c>, <c>taken</c>, <c>lost</c> (unknown),
/// <c>delete w1</c>, <c>refused w1</c> or <c>deleting w1</c> (unknown). A name is that of the request, or follows it
/// after a slash; <c>w1=name</c> is what the answer calls it.
/// </summary>
internal static class Drawn
{
    public static List<HistoryReading> Readings(string drawing) =>
    [
        .. Calls(drawing).Select((call, i) => new HistoryReading(new LineReference("h", i + 1), call, false, null)),
    ];

    public static IEnumerable<HistoryLine> Calls(string drawing) => drawing
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(call => Call(call.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The rules that a history breaks, with the numbers of the lines.</summary>
    public static string Judge(string drawing) => Judge(Readings(drawing));

    public static string Judge(
        IEnumerable<HistoryReading> readings, Action<StoreCheck>? store = null, bool exclusive = false)
    {
        var found = new List<string>();
        var check = new HistoryCheck(it =>
            found.Add($"{it.RuleName} {string.Join(',', it.Lines.Select(line => line.Number))}".Trim()));
        foreach (var reading in readings)
        {
            check.Add(reading);
        }

        if (store is not null)
        {
            var comparison = new StoreCheck(check, exclusive);
            store(comparison);
            comparison.Finish();
        }

        check.Finish();
        return string.Join("; ", found);
    }

    public static Guid Workspace(string name) => A.Id(name);

    public static DateTimeOffset At(double second) => A.Noon.AddSeconds(second);

    public static string Json(IEnumerable<HistoryLine> lines)
    {
        var path = Path.Combine(Path.GetTempPath(), $"prebuilds-{Guid.NewGuid():N}.jsonl");
        try
        {
            using (var writer = new HistoryWriter(path))
            {
                foreach (var line in lines)
                {
                    writer.Write(line);
                }
            }

            return File.ReadAllText(path, Encoding.UTF8);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static HistoryLine Call(string[] words)
    {
        var times = words[0].Split('-').Select(it => At(double.Parse(it, CultureInfo.InvariantCulture))).ToArray();
        var request = words[2].Split('/');
        var line = new HistoryLine
        {
            Request = request[0],
            Preset = "go-dev/large",
            User = words[1],
            Name = request[^1],
            Intended = times[0],
            Start = times[0],
            End = times[1],
        };
        return words[3] switch
        {
            "none" => line with { Outcome = HistoryOutcome.NoneClaimable, Reason = "empty" },
            "busy" => line with { Outcome = HistoryOutcome.NoneClaimable, Reason = "busy" },
            "taken" => line with { Outcome = HistoryOutcome.NameTaken },
            "lost" => line with { Error = "TimeoutException: no answer" },
            "delete" => Deletion(line, words[4], HistoryOutcome.Done),
            "refused" => Deletion(line, words[4], HistoryOutcome.Refused),
            "deleting" => Deletion(line, words[4], HistoryOutcome.Unknown),
            var given => line with
            {
                Outcome = HistoryOutcome.Claimed,
                Workspace = Workspace(given.Split('=')[0]),
                GivenName = given.Contains('=', StringComparison.Ordinal) ? given.Split('=')[1] : line.Name,
                Repeat = words.Length == 5,
            },
        };
    }

    private static HistoryLine Deletion(HistoryLine line, string workspace, HistoryOutcome outcome) => line with
    {
        Operation = HistoryOperation.Delete,
        Workspace = Workspace(workspace),
        Outcome = outcome,
    };
}
