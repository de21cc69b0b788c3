using System.CommandLine;
using Prebuilds.Client.Output.Workspaces;
using Prebuilds.Client.Terminal;
using Prebuilds.Presets;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Commands.Workspaces;

/// <summary><c>workspace list</c>.</summary>
internal sealed class ListWorkspacesCommand : TerminalCommand
{
    private readonly Option<string?> _preset = new("--preset", "-p")
    {
        Description = "Only of this preset: TEMPLATE/PRESET, or its UUID",
        HelpName = "PRESET",
    };

    private readonly Option<string?> _user = new("--user", "-u")
    {
        Description = "Only of this user, by login name or UUID; 'prebuilds' owns what nobody has claimed",
        HelpName = "USER",
    };

    private readonly Option<Guid?> _after = new("--after")
    {
        Description = "Only those that follow this workspace: the last of the page before",
        HelpName = "UUID",
    };

    private readonly Option<int> _limit = LimitOption.Build(
        $"Most workspaces to list, 1 to {WorkspaceQuery.MaxLimit}", WorkspaceQuery.MaxLimit);

    /// <summary>Makes the command.</summary>
    public ListWorkspacesCommand(CommandRunner runner)
        : base(runner, "list", "List a page of workspaces, members of pools and claimed ones, oldest first")
    {
        Examples =
        [
            "prebuilds workspace list --user alice",
            "prebuilds workspace list --preset go-dev/large --limit 1000",
        ];
        _preset.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !PresetReference.TryParse(text, out _))
            {
                result.AddError(PresetArgument.Wrong(text));
            }
        });
        Add(_preset);
        Add(_user);
        Add(_after);
        Add(_limit);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var query = Query(session);
        var client = await session.Connect(stop);
        var page = await client.Workspaces.List(query, stop);
        WorkspaceOutput[] result = [.. page.Select(WorkspaceOutput.Of)];
        session.Print(result, json => json.WorkspaceOutputArray, screen => WorkspaceOutput.Show(screen, result));
        if (result.Length == query.Limit)
        {
            session.Say($"There may be more: add --after {result[^1].Id}, or raise --limit.");
        }

        return ExitCode.Success;
    }

    private WorkspaceQuery Query(Session session)
    {
        PresetId? preset = session.Get(_preset) is { } text ? PresetReference.Parse(text).Id : null;
        UserId? owner = session.Get(_user) is { } user ? UserIds.FromText(user) : null;
        WorkspaceId? after = session.Get(_after) is { } last ? new WorkspaceId(last) : null;
        return new WorkspaceQuery(preset, owner, after, session.Require(_limit));
    }
}
