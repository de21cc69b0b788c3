using System.Collections.Immutable;
using System.CommandLine;
using Prebuilds.Client.LoadTests.History;
using Prebuilds.Client.LoadTests.Loops;
using Prebuilds.Client.Output.LoadTests;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.LoadTests;

/// <summary><c>loadtest claims [PRESET…]</c>: claims as fast or as often as told.</summary>
internal sealed class ClaimLoadCommand : TerminalCommand
{
    private readonly LoadOptions _load = new();

    private readonly Argument<PresetReference[]> _presets = new("PRESET")
    {
        Description = "The presets that are claimed, TEMPLATE/PRESET or UUID. Default: all that are live",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result => [.. result.Tokens.Select(token =>
        {
            if (!PresetReference.TryParse(token.Value, out var preset))
            {
                result.AddError(PresetArgument.Wrong(token.Value));
            }

            return preset;
        })],
    };

    private readonly Option<string?> _history = new("--history")
    {
        Description = "Write every call to this new file, a line of JSON each; 'loadtest check' reads it",
        HelpName = "FILE",
    };

    /// <summary>Makes the command.</summary>
    public ClaimLoadCommand(CommandRunner runner)
        : base(
            runner,
            "claims",
            "Claim in a closed loop (--callers) or an open one (--rate), and show what came of it. It takes "
            + "workspaces: use presets that are there for it")
    {
        // The calls in flight and what is buffered must still be written.
        Farewell = TimeSpan.FromSeconds(10);
        Examples =
        [
            "prebuilds loadtest claims go-dev/large --callers 64 --duration 30s",
            "prebuilds loadtest claims --rate 500 --duration 10m --repeat 5 --history run.jsonl",
            "prebuilds loadtest claims go-dev/large --rate 10 --arrivals ramp --ramp-to 2000 --duration 1m --seed 7",
        ];
        Add(_presets);
        _load.AddTo(this);
        Add(_history);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> Run(Session session, CancellationToken stop)
    {
        var grains = await session.ConnectGrains(stop);
        var presets = await Presets(session, new PrebuildsClient(grains, session.Shell.Clock), stop);
        if (presets.IsEmpty)
        {
            return session.Fail("No preset is live. Push a template, or name the presets to claim.");
        }

        try
        {
            using var history = session.Get(_history) is { } path ? new HistoryWriter(path) : null;
            return await Claim(session, grains, presets, history, stop);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return session.Fail($"Cannot write a history: {error.Message} Name a file that does not exist yet.");
        }
    }

    private async Task<ExitCode> Claim(
        Session session,
        IGrainFactory grains,
        ImmutableArray<PresetReference> presets,
        HistoryWriter? history,
        CancellationToken stop)
    {
        var settings = _load.Of(session, presets);
        session.Say($"run {settings.Run}, seed {settings.Seed}");
        var (clock, processor) = (session.Shell.Clock, Environment.CpuUsage.TotalTime);
        var began = clock.GetTimestamp();
        var tally = await new ClaimLoad(grains, settings, clock).Run(history, stop);
        var result = LoadOutput.Of(
            settings, tally, clock.GetElapsedTime(began), Environment.CpuUsage.TotalTime - processor);
        session.Print(result, json => json.LoadOutput, result.Show);
        return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }

    private async Task<ImmutableArray<PresetReference>> Presets(
        Session session, PrebuildsClient client, CancellationToken stop) =>
        session.Require(_presets) is { Length: > 0 } named
            ? [.. named]
            : [.. (await client.Presets.List(stop)).Where(it => it.Preset.Live)
                .Select(it => PresetReference.FromPresetName(it.Preset.Name))];
}
