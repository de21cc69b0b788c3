using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Grains;

namespace Prebuilds.Client.Commands.Notifications;

/// <summary><c>notification retry [ID]</c>.</summary>
internal sealed class RetryNotificationsCommand : OperatorCommand
{
    private readonly Argument<long?> _id = new("ID")
    {
        Description = "The notification. Default: all that were given up",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _webhook = NotificationCommands.Webhook();

    /// <summary>Makes the command.</summary>
    public RetryNotificationsCommand(CommandRunner runner)
        : base(runner, "retry", "Let notifications that were given up be tried again, as if they never had been")
    {
        Examples = ["prebuilds notification retry 4711", "prebuilds notification retry --webhook ops"];
        Add(_id);
        Add(_webhook);
    }

    /// <inheritdoc/>
    protected override Task<CommandOutcome> Ask(PrebuildsClient client, Session session, CancellationToken stop) =>
        client.Notifications.Retry(session.Get(_webhook), session.Get(_id), stop);
}
