using System.CommandLine;
using Prebuilds.Client.Output;
using Prebuilds.Client.Terminal;
using Prebuilds.Notifications;

namespace Prebuilds.Client.Commands.Notifications;

/// <summary><c>notification list</c>.</summary>
internal sealed class ListNotificationsCommand : TerminalCommand
{
    private readonly Option<string?> _webhook = NotificationCommands.Webhook();

    private readonly Option<long?> _after = new("--after")
    {
        Description = "Only those that follow this id: the last of the page before",
        HelpName = "ID",
    };

    private readonly Option<int> _limit = LimitOption.Build(
        $"Most notifications to list, 1 to {DeadLetterQuery.MaxLimit}", DeadLetterQuery.MaxLimit);

    /// <summary>Makes the command.</summary>
    public ListNotificationsCommand(CommandRunner runner)
        : base(runner, "list", "List a page of notifications that were given up, oldest first")
    {
        Examples = ["prebuilds notification list --webhook ops"];
        Add(_webhook);
        Add(_after);
        Add(_limit);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var query = new DeadLetterQuery(session.Get(_webhook), session.Get(_after), session.Require(_limit));
        var client = await session.Connect(stop);
        var page = await client.Notifications.ListDead(query, stop);
        DeadLetterOutput[] result = [.. page.Select(DeadLetterOutput.Of)];
        session.Print(result, json => json.DeadLetterOutputArray, screen => DeadLetterOutput.Show(screen, result));
        if (result.Length == query.Limit)
        {
            session.Say($"There may be more: add --after {result[^1].Id}, or raise --limit.");
        }

        return ExitCode.Success;
    }
}
