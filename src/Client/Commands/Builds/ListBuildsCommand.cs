using System.CommandLine;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Client.Output.Builds;
using Prebuilds.Client.Terminal;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Commands.Builds;

/// <summary><c>build list</c>.</summary>
internal sealed class ListBuildsCommand : TerminalCommand
{
    private readonly Option<bool> _queue = new("--queue")
    {
        Description = "Those that are not finished, in the order in which workers are given them",
    };

    private readonly Option<string?> _template = new("--template", "-t")
    {
        Description = "Only of this template",
        HelpName = "TEMPLATE",
    };

    private readonly Option<string?> _preset = new("--preset", "-p")
    {
        Description = "Only of this preset: TEMPLATE/PRESET, or its UUID",
        HelpName = "PRESET",
    };

    private readonly Option<Guid?> _workspace = new("--workspace", "-w")
    {
        Description = "Only of this workspace, also when it is gone",
        HelpName = "UUID",
    };

    private readonly Option<BuildKind?> _kind = new("--kind")
    {
        Description = "Only of this kind: create, claim or delete",
        HelpName = "KIND",
    };

    private readonly Option<BuildStatus?> _status = new("--status")
    {
        Description = "Only of this status: queued, running, probing, succeeded, failed or cancelled",
        HelpName = "STATUS",
    };

    private readonly Option<Guid?> _after = new("--after")
    {
        Description = "Only those that follow this build: the last of the page before",
        HelpName = "UUID",
    };

    private readonly Option<int> _limit = new("--limit")
    {
        Description = $"Most builds to list, 1 to {BuildQuery.MaxLimit}",
        DefaultValueFactory = _ => 100,
        HelpName = "N",
    };

    /// <summary>Makes the command.</summary>
    public ListBuildsCommand(CommandRunner runner)
        : base(runner, "list", "List a page of builds, newest first, or as they wait in the queue")
    {
        Examples =
        [
            "prebuilds build list --queue",
            "prebuilds build list --template go-dev --status failed",
        ];
        _preset.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !PresetReference.TryParse(text, out _))
            {
                result.AddError(PresetArgument.Wrong(text));
            }
        });
        _limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > BuildQuery.MaxLimit)
            {
                result.AddError($"--limit is {result.GetValueOrDefault<int>()}. Use 1 to {BuildQuery.MaxLimit}.");
            }
        });
        foreach (var option in (Option[])[_queue, _template, _preset, _workspace, _kind, _status, _after, _limit])
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var query = Query(session);
        var client = await session.Connect(stop);
        var page = await client.Builds.List(query, stop);
        BuildEntryOutput[] result = [.. page.Select(BuildEntryOutput.Of)];
        session.Print(result, json => json.BuildEntryOutputArray, screen => BuildEntryOutput.Show(screen, result));
        if (result.Length == query.Limit)
        {
            session.Say($"There may be more: add --after {result[^1].Id}, or raise --limit.");
        }

        return ExitCode.Success;
    }

    private BuildQuery Query(Session session) => new(
        session.Get(_queue) ? BuildOrder.Queue : BuildOrder.Newest,
        session.Get(_template),
        session.Get(_preset) is { } text ? PresetReference.Parse(text).Id : null,
        session.Get(_workspace) is { } workspace ? new WorkspaceId(workspace) : null,
        session.Get(_kind),
        session.Get(_status),
        session.Get(_after) is { } last ? new BuildId(last) : null,
        session.Require(_limit));
}
