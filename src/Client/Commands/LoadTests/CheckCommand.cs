using System.CommandLine;
using Prebuilds.Client.LoadTests.Checking;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Client.Output.LoadTests;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.LoadTests;

/// <summary><c>loadtest check HISTORY…</c>: whether callers were told what can be true.</summary>
internal sealed class CheckCommand : TerminalCommand
{
    private readonly Argument<string[]> _files = new("HISTORY")
    {
        Description = "Files that 'loadtest claims' wrote; together they are one history",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _cluster = new("--cluster")
    {
        Description = "Compare with what the cluster has stored. Its pools must have come to rest",
    };

    private readonly Option<bool> _exclusive = new("--exclusive")
    {
        Description = "With --cluster: the files are all that was ever asked of the cluster",
    };

    /// <summary>Makes the command.</summary>
    public CheckCommand(CommandRunner runner)
        : base(
            runner,
            "check",
            "Look for contradictions in histories: a workspace with two owners, a lost claim … "
            + "Exit code 0: there is none")
    {
        Examples = ["prebuilds loadtest check run.jsonl", "prebuilds loadtest check run-*.jsonl --cluster"];
        Add(_files);
        Add(_cluster);
        Add(_exclusive);
        Validators.Add(result =>
        {
            if (result.GetValue(_exclusive) && !result.GetValue(_cluster))
            {
                result.AddError("--exclusive goes with --cluster.");
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var check = new HistoryCheck(violation => Tell(session, violation));
        try
        {
            foreach (var file in session.Require(_files))
            {
                Read(check, file, stop);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return session.Fail($"Cannot read a history: {error.Message} Name files that 'loadtest claims' wrote.");
        }

        var withStore = session.Get(_cluster);
        if (withStore)
        {
            var client = await session.Connect(stop);
            await new StoreCheck(check, session.Get(_exclusive)).ReadAll(client, stop);
        }

        check.Finish();
        var result = CheckOutput.Of(check.Counts, withStore);
        session.Print(result, json => json.CheckOutput, result.Show);
        return result.Violations == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Read(HistoryCheck check, string file, CancellationToken stop)
    {
        using var lines = new StreamReader(file);
        foreach (var reading in HistoryReader.Read(lines, file))
        {
            stop.ThrowIfCancellationRequested();
            check.Add(reading);
        }
    }

    private static void Tell(Session session, Violation violation) => session.Print(
        ViolationOutput.Of(violation), json => json.ViolationOutput, screen => screen.Line(violation.ToString()));
}
