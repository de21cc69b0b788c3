using System.CommandLine;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Builds;

/// <summary>Which build a command is about.</summary>
internal sealed class BuildTarget
{
    private readonly Argument<Guid> _build = new("BUILD")
    {
        Description = "The build: its UUID, as 'prebuilds build list' shows it",
    };

    /// <summary>Adds the argument to a command.</summary>
    public BuildTarget(Command command) => command.Add(_build);

    /// <summary>The build; null when there is none.</summary>
    public Task<BuildEntry?> Find(Session session, PrebuildsClient client, CancellationToken stop) =>
        client.Builds.Get(Id(session), stop);

    /// <summary>What to say when there is none.</summary>
    public string Unknown(Session session) =>
        $"There is no build {Id(session)}. 'prebuilds build list' shows those that there are.";

    private BuildId Id(Session session) => new(session.Require(_build));
}
