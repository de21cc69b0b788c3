using System.CommandLine;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Client.Commands.Lists;
using Prebuilds.Client.Output.Builds;
using Prebuilds.Client.Terminal;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Commands.Builds;

/// <summary><c>build list</c>.</summary>
internal sealed class ListBuildsCommand : ListCommand<BuildEntryOutput, Guid>
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

    private readonly PresetOption _preset = new();

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

    /// <summary>Makes the command.</summary>
    public ListBuildsCommand(CommandRunner runner)
        : base(
            runner,
            "List a page of builds, newest first, or as they wait in the queue",
            "build",
            BuildQuery.MaxLimit,
            json => json.BuildEntryOutputArray)
    {
        Examples =
        [
            "prebuilds build list --queue",
            "prebuilds build list --template go-dev --status failed",
        ];
        Filter(_queue, _template, _preset, _workspace, _kind, _status);
    }

    /// <inheritdoc/>
    protected override async Task<IEnumerable<BuildEntryOutput>> Read(
        PrebuildsClient client, Session session, Guid? after, int limit, CancellationToken stop)
    {
        var query = new BuildQuery(
            session.Get(_queue) ? BuildOrder.Queue : BuildOrder.Newest,
            session.Get(_template),
            _preset.Of(session),
            session.Get(_workspace) is { } workspace ? new WorkspaceId(workspace) : null,
            session.Get(_kind),
            session.Get(_status),
            after is { } last ? new BuildId(last) : null,
            limit);
        return (await client.Builds.List(query, stop)).Select(BuildEntryOutput.Of);
    }
}
