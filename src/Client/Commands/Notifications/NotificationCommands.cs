using System.CommandLine;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Notifications;

/// <summary>The noun <c>notification</c>.</summary>
internal static class NotificationCommands
{
    /// <summary>The group of its commands.</summary>
    public static Command Build(CommandRunner runner) => new(
        "notification", "Notifications to webhooks that were given up")
    {
        new ListNotificationsCommand(runner),
        new RetryNotificationsCommand(runner),
    };

    /// <summary>Which webhook; null: any.</summary>
    public static Option<string?> Webhook() => new("--webhook", "-w")
    {
        Description = "Only to this webhook",
        HelpName = "NAME",
    };
}
