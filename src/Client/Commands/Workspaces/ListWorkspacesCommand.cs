using System.CommandLine;
using Prebuilds.Client.Commands.Lists;
using Prebuilds.Client.Output.Workspaces;
using Prebuilds.Client.Terminal;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Commands.Workspaces;

/// <summary><c>workspace list</c>.</summary>
internal sealed class ListWorkspacesCommand : ListCommand<WorkspaceOutput, Guid>
{
    private readonly PresetOption _preset = new();

    private readonly Option<string?> _user = new("--user", "-u")
    {
        Description = "Only of this user, by login name or UUID; 'prebuilds' owns what nobody has claimed",
        HelpName = "USER",
    };

    /// <summary>Makes the command.</summary>
    public ListWorkspacesCommand(CommandRunner runner)
        : base(
            runner,
            "List a page of workspaces, members of pools and claimed ones, oldest first",
            "workspace",
            WorkspaceQuery.MaxLimit,
            json => json.WorkspaceOutputArray)
    {
        Examples =
        [
            "prebuilds workspace list --user alice",
            "prebuilds workspace list --preset go-dev/large --limit 1000",
        ];
        Filter(_preset, _user);
    }

    /// <inheritdoc/>
    protected override async Task<IEnumerable<WorkspaceOutput>> Read(
        PrebuildsClient client, Session session, Guid? after, int limit, CancellationToken stop)
    {
        UserId? owner = session.Get(_user) is { } user ? UserIds.FromText(user) : null;
        WorkspaceId? last = after is { } id ? new WorkspaceId(id) : null;
        var page = await client.Workspaces.List(new WorkspaceQuery(_preset.Of(session), owner, last, limit), stop);
        return page.Select(WorkspaceOutput.Of);
    }
}
