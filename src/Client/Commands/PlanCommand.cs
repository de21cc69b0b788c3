using System.CommandLine;
using System.Diagnostics;
using Prebuilds.Client.Output;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains.Catalog;
using Prebuilds.Planning;
using Prebuilds.Planning.Files;

namespace Prebuilds.Client.Commands;

/// <summary><c>plan [--snapshot FILE|-]</c>: what would be done, and why.</summary>
internal sealed class PlanCommand : TerminalCommand
{
    private static readonly string[] Headings = ["PRESET", "ACTION", "COUNT", "REASON", "UNTIL", "WHY"];

    private readonly Option<string?> _snapshot = new("--snapshot")
    {
        Description = "Plan for snapshots in a file ('-': standard input) instead: one JSON object a line, of the "
            + "shape of conformance/decisions.jsonl, answered in order with a line of JSON each. Needs no cluster",
        HelpName = "FILE|-",
    };

    /// <summary>Makes the command.</summary>
    public PlanCommand(CommandRunner runner)
        : base(runner, "plan", "Show what the planner would do now for every preset, and why")
    {
        Examples = ["prebuilds plan", "prebuilds plan --snapshot snapshots.jsonl", "… | prebuilds plan --snapshot -"];
        Add(_snapshot);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        if (session.Get(_snapshot) is not { } file)
        {
            return await PlanCluster(session, stop);
        }

        try
        {
            using var lines = Open(session, file);
            return await SnapshotFile.Answer(session, lines, flushEach: file == "-", stop);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return session.Fail(
                $"Cannot read snapshots: {error.Message} Name a readable file, or '-' for standard input.");
        }
    }

    private static TextReader Open(Session session, string file)
    {
        if (file == "-")
        {
            return session.Shell.OpenInput();
        }

        return new StreamReader(file);
    }

    private static async Task<ExitCode> PlanCluster(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        var presets = await client.Presets.List(stop);
        if (session.Json)
        {
            foreach (var status in presets)
            {
                var line = DecisionLine.Write(status.Preset.Name.ToString(), status.Plan);
                await session.Shell.Out.WriteLineAsync(line.AsMemory(), stop);
            }
        }
        else
        {
            session.Screen.Table(Headings, presets.SelectMany(Rows));
        }

        return ExitCode.Success;
    }

    private static IEnumerable<string[]> Rows(PresetStatus status)
    {
        var name = status.Preset.Name.ToString();
        var why = string.Join("; ", status.Plan.Notes);
        return status.Plan.Actions.IsEmpty
            ? [[name, "-", "-", "-", "-", why]]
            : status.Plan.Actions.Select(action => (string[])[name, .. Cells(action), why]);
    }

    private static string[] Cells(PlanAction action) => action switch
    {
        PlanAction.Cancel it => ["cancel", Words.Of(it.Members.Length), Words.Of(it.Reason), "-"],
        PlanAction.Delete it => ["delete", Words.Of(it.Members.Length), Words.Of(it.Reason), "-"],
        PlanAction.Create it => ["create", Words.Of(it.Members.Length), "-", "-"],
        PlanAction.Hold it => ["hold", Words.Of(it.Count), Words.Of(it.Reason), Words.Of(it.Until) ?? "-"],
        _ => throw new UnreachableException(),
    };
}
