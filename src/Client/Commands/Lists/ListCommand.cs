using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Prebuilds.Client.Output;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Lists;

/// <summary>A command that lists a page of something, and says how to get the next one.</summary>
/// <typeparam name="TRow">A row as it is shown.</typeparam>
/// <typeparam name="TId">What the rows are told apart by.</typeparam>
internal abstract class ListCommand<TRow, TId> : TerminalCommand
    where TRow : IListed<TId>
    where TId : struct
{
    private readonly Func<OutputJson, JsonTypeInfo<TRow[]>> _json;
    private readonly Option<TId?> _after;
    private readonly Option<int> _limit;

    /// <summary>Makes the command.</summary>
    /// <param name="runner">Runs it.</param>
    /// <param name="description">What it lists, in which order.</param>
    /// <param name="noun">What a row is.</param>
    /// <param name="most">Most rows of a page.</param>
    /// <param name="json">The shape of the page as JSON.</param>
    protected ListCommand(
        CommandRunner runner, string description, string noun, int most, Func<OutputJson, JsonTypeInfo<TRow[]>> json)
        : base(runner, "list", description)
    {
        _json = json;
        _after = new("--after")
        {
            Description = $"Only those that follow this {noun}: the last of the page before",
            HelpName = typeof(TId) == typeof(Guid) ? "UUID" : "ID",
        };
        _limit = LimitOption.Build($"Most {noun}s to list, 1 to {most}", most);
    }

    /// <summary>Adds what is asked for, before what every list is asked for.</summary>
    protected void Filter(params ReadOnlySpan<Option> filters)
    {
        foreach (var option in (Option[])[.. filters, _after, _limit])
        {
            Add(option);
        }
    }

    /// <summary>Reads a page.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="session">Knows the filters.</param>
    /// <param name="after">The last row of the page before; null: from the first.</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="stop">Gives up.</param>
    protected abstract Task<IEnumerable<TRow>> Read(
        PrebuildsClient client, Session session, TId? after, int limit, CancellationToken stop);

    /// <inheritdoc/>
    protected sealed override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var (after, limit) = (session.Get(_after), session.Require(_limit));
        var client = await session.Connect(stop);
        TRow[] page = [.. await Read(client, session, after, limit, stop)];
        session.Print(page, _json, screen => screen.Table(TRow.Headings, page.Select(row => row.Row())));
        if (page.Length == limit)
        {
            session.Say($"There may be more: add --after {page[^1].Id}, or raise --limit.");
        }

        return ExitCode.Success;
    }
}
