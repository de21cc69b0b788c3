using System.CommandLine;
using Prebuilds.Client.Output;
using Prebuilds.Client.Terminal;
using Prebuilds.Events;

namespace Prebuilds.Client.Commands;

/// <summary><c>events [--follow]</c>.</summary>
internal sealed class EventsCommand : TerminalCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly Option<long?> _after = new("--after")
    {
        Description = "Those that follow this id, oldest first. Default: the newest ones",
        HelpName = "ID",
    };

    private readonly Option<int> _limit = new("--limit")
    {
        Description = $"Most events to print, 1 to {EventQuery.MaxLimit}; with --follow, most to begin with",
        DefaultValueFactory = _ => 100,
        HelpName = "N",
    };

    private readonly Option<bool> _follow = new("--follow", "-f")
    {
        Description = "Go on until Ctrl-C, looking twice a second",
    };

    /// <summary>Makes the command.</summary>
    public EventsCommand(CommandRunner runner)
        : base(runner, "events", "Print what happened: claims, failed builds, changes of templates and of the loop")
    {
        Examples =
        [
            "prebuilds events --follow",
            "prebuilds events --after 0 --limit 1000 --output json | jq -r 'select(.kind == \"claimed\") | .actor'",
        ];
        _limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > EventQuery.MaxLimit)
            {
                result.AddError($"--limit is {result.GetValueOrDefault<int>()}. Use 1 to {EventQuery.MaxLimit}.");
            }
        });
        Add(_after);
        Add(_limit);
        Add(_follow);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        var last = await Print(session, client, new EventQuery(session.Get(_after), session.Require(_limit)), stop);
        while (session.Get(_follow))
        {
            var next = await Print(session, client, new EventQuery(last, EventQuery.MaxLimit), stop);
            if (next == last)
            {
                await Task.Delay(Look, session.Shell.Clock, stop);
            }

            last = next;
        }

        return ExitCode.Success;
    }

    /// <summary>Prints events; answers the id of the last one, or what was asked for when there is none.</summary>
    private static async Task<long> Print(
        Session session, PrebuildsClient client, EventQuery query, CancellationToken stop)
    {
        var last = query.After ?? 0;
        foreach (var told in await client.Events.Read(query, stop))
        {
            var shown = EventOutput.Of(told);
            session.Print(shown, json => json.EventOutput, shown.Show);
            last = told.Id;
        }

        return last;
    }
}
