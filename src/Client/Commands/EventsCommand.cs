using System.CommandLine;
using Prebuilds.Client.Commands.Lists;
using Prebuilds.Client.Output;
using Prebuilds.Client.Output.Events;
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

    private readonly Option<int> _limit = LimitOption.Build(
        $"Most events to print, 1 to {EventQuery.MaxLimit}; with --follow, most to begin with", EventQuery.MaxLimit);

    private readonly Option<EventKind[]> _kinds = new("--kind", "-k")
    {
        Description = "Only of this kind, such as claimed or buildFailed; may be repeated",
        HelpName = "KIND",
        CustomParser = result => [.. result.Tokens.Select(token => Kind(result, token.Value))],
    };

    private readonly Option<string?> _of = new("--of")
    {
        Description = "Only of this template or preset: TEMPLATE, or TEMPLATE/PRESET",
        HelpName = "NAME",
    };

    private readonly Option<bool> _follow = new("--follow", "-f")
    {
        Description = "Go on until Ctrl-C, looking twice a second",
    };

    /// <summary>Makes the command.</summary>
    public EventsCommand(CommandRunner runner)
        : base(
            runner,
            "events",
            "Print what happened: claims and misses, failed builds, hand-overs, changes of pools, templates "
            + "and the loop")
    {
        Examples =
        [
            "prebuilds events --follow",
            "prebuilds events --follow --kind buildFailed --kind recovered --of go-dev",
            "prebuilds events --after 0 --limit 1000 --output json | jq -r 'select(.kind == \"claimed\") | .actor'",
        ];
        Add(_after);
        Add(_limit);
        Add(_kinds);
        Add(_of);
        Add(_follow);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var client = await session.Connect(stop);
        var last = await Begin(session, client, stop);
        while (session.Get(_follow))
        {
            var page = await client.Events.Read(new EventQuery(last, EventQuery.MaxLimit), stop);
            Print(session, page.Where(told => Passes(session, told)));
            if (page.IsEmpty)
            {
                await Task.Delay(Look, session.Shell.Clock, stop);
            }

            last = page.IsEmpty ? last : page[^1].Id;
        }

        return ExitCode.Success;
    }

    /// <summary>
    /// Prints the first ones; answers the id of the last one looked at. Of the newest ones it looks at as many as one
    /// read gives; after an id it reads on until there are enough.
    /// </summary>
    private async Task<long> Begin(Session session, PrebuildsClient client, CancellationToken stop)
    {
        var limit = session.Require(_limit);
        if (session.Get(_after) is not { } last)
        {
            var newest = await client.Events.Read(
                new EventQuery(null, IsFiltered(session) ? EventQuery.MaxLimit : limit), stop);
            Print(session, newest.Where(told => Passes(session, told)).TakeLast(limit));
            return newest.IsEmpty ? 0 : newest[^1].Id;
        }

        var read = limit;
        for (var wanted = limit; wanted > 0 && read == limit;)
        {
            var page = await client.Events.Read(new EventQuery(last, limit), stop);
            PrebuildEvent[] shown = [.. page.Where(told => Passes(session, told)).Take(wanted)];
            Print(session, shown);
            wanted -= shown.Length;
            read = page.Length;
            last = wanted == 0 ? shown[^1].Id : page.IsEmpty ? last : page[^1].Id;
        }

        return last;
    }

    private bool IsFiltered(Session session) => session.Get(_kinds) is { Length: > 0 } || session.Get(_of) is not null;

    private bool Passes(Session session, PrebuildEvent told) =>
        (session.Get(_kinds) is not { Length: > 0 } kinds || kinds.Contains(told.Kind))
        && (session.Get(_of) is not { } name || name == told.Template || name == told.Preset?.ToString());

    private static EventKind Kind(System.CommandLine.Parsing.ArgumentResult result, string text)
    {
        if (!Array.Exists(Enum.GetNames<EventKind>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)))
        {
            var all = string.Join(", ", Enum.GetValues<EventKind>().Select(kind => Words.Of(kind)));
            result.AddError($"{Quoted.Of(text)} is no kind of event. Use one of {all}.");
            return default;
        }

        return Enum.Parse<EventKind>(text, ignoreCase: true);
    }

    private static void Print(Session session, IEnumerable<PrebuildEvent> events)
    {
        foreach (var shown in events.Select(EventOutput.Of))
        {
            session.Print(shown, json => json.EventOutput, shown.Show);
        }
    }
}
