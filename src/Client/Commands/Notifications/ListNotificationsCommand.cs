using System.CommandLine;
using Prebuilds.Client.Commands.Lists;
using Prebuilds.Client.Output.Events;
using Prebuilds.Client.Terminal;
using Prebuilds.Notifications;

namespace Prebuilds.Client.Commands.Notifications;

/// <summary><c>notification list</c>.</summary>
internal sealed class ListNotificationsCommand : ListCommand<DeadLetterOutput, long>
{
    private readonly Option<string?> _webhook = NotificationCommands.Webhook();

    /// <summary>Makes the command.</summary>
    public ListNotificationsCommand(CommandRunner runner)
        : base(
            runner,
            "List a page of notifications that were given up, oldest first",
            "notification",
            DeadLetterQuery.MaxLimit,
            json => json.DeadLetterOutputArray)
    {
        Examples = ["prebuilds notification list --webhook ops"];
        Filter(_webhook);
    }

    /// <inheritdoc/>
    protected override async Task<IEnumerable<DeadLetterOutput>> Read(
        PrebuildsClient client, Session session, long? after, int limit, CancellationToken stop)
    {
        var page = await client.Notifications.ListDead(new DeadLetterQuery(session.Get(_webhook), after, limit), stop);
        return page.Select(DeadLetterOutput.Of);
    }
}
