using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Commands.Workspaces;

/// <summary>Which workspace a command is about: an id, or a user's name for it.</summary>
internal sealed class WorkspaceTarget
{
    private readonly Argument<string> _workspace = new("WORKSPACE")
    {
        Description = "The workspace: its UUID, or the name that its owner gave it",
    };

    private readonly UserOption _user;

    /// <summary>Adds the argument and the option to a command.</summary>
    public WorkspaceTarget(Command command, CommandRunner runner)
    {
        _user = new UserOption(runner.Login);
        command.Add(_workspace);
        _user.AddTo(command);
    }

    /// <summary>The user that the command line names.</summary>
    public UserId User(Session session) => UserIds.FromText(_user.Of(session));

    /// <summary>That user as it was named.</summary>
    public string UserName(Session session) => _user.Of(session);

    /// <summary>The workspace; null when there is none.</summary>
    public async Task<WorkspaceDetails?> Find(Session session, PrebuildsClient client, CancellationToken stop)
    {
        var text = session.Require(_workspace);
        var id = Guid.TryParse(text, out var uuid)
            ? new WorkspaceId(uuid)
            : await client.Workspaces.Find(User(session), text, stop);
        return id is { } known ? await client.Workspaces.Get(known, stop) : null;
    }

    /// <summary>What to say when there is none.</summary>
    public string Unknown(Session session)
    {
        var text = session.Require(_workspace);
        return Guid.TryParse(text, out _)
            ? $"There is no workspace {text}. 'prebuilds workspace list' shows those that there are."
            : $"{UserName(session)} has no workspace {Quoted.Of(text)}. "
                + $"'prebuilds workspace list --user {UserName(session)}' shows those that there are.";
    }
}
