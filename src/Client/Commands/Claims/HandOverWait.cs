using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Client.Terminal;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Commands.Claims;

/// <summary>Waits until a claimed workspace is usable: handed over to its owner.</summary>
internal static class HandOverWait
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// What was claimed, as it is once the hand-over has ended, well or not; with the outputs that this reported.
    /// </summary>
    public static async Task<ClaimedWorkspace> Until(
        Session session, PrebuildsClient client, ClaimedWorkspace claimed, CancellationToken stop)
    {
        while (claimed.HandOver == HandOver.Pending)
        {
            await Task.Delay(Look, session.Shell.Clock, stop);
            if (await client.Workspaces.Get(claimed.Id, stop) is not { } details)
            {
                session.Say("The workspace was deleted before it was handed over.");
                return claimed with { HandOver = HandOver.Failed };
            }

            claimed = claimed with { HandOver = details.Entry.Workspace.HandOver, Sensitive = details.Sensitive };
            if (claimed.HandOver == HandOver.Failed)
            {
                var build = details.Builds.FirstOrDefault(build => build.Kind == BuildKind.Claim);
                var why = build?.Reason ?? build?.Error?.Message;
                session.Say(
                    $"The hand-over failed: {why} The workspace is {details.Entry.OwnerName}'s all the same. "
                    + $"'prebuilds workspace show {claimed.Name} --user {details.Entry.OwnerName}' tells more.");
            }
        }

        return claimed with
        {
            Outputs = await client.Workspaces.Reveal(claimed.Id, claimed.Owner, stop) ?? claimed.Outputs,
        };
    }
}
