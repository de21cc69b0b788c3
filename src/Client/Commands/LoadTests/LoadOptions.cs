using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Prebuilds.Client.LoadTests.Arrivals;
using Prebuilds.Client.LoadTests.Running;
using Prebuilds.Client.Terminal;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Client.Commands.LoadTests;

/// <summary>How a load test is described on the command line.</summary>
internal sealed class LoadOptions
{
    private const int MostCallers = 100_000;
    private const int MostPerSecond = 1_000_000;

    private readonly Option<double?> _callers = NumberOption.Build(
        "--callers", "N",
        "Closed loop: so many callers claim again as soon as they are answered. Default: 16", (1, MostCallers));

    private readonly Option<double?> _rate = NumberOption.Build(
        "--rate", "R",
        "Open loop: so many claims come per second, whether or not earlier ones are answered", (0.001, MostPerSecond));

    private readonly Option<string?> _arrivals = new Option<string?>("--arrivals")
    {
        Description = "How claims of an open loop come. Default: poisson",
    }.AcceptOnlyFromAmong("poisson", "constant", "burst", "ramp");

    private readonly Option<double?> _burst = NumberOption.Build(
        "--burst", "N", "Of bursts: so many claims come at once. Default: 10", (1, MostPerSecond));

    private readonly Option<double?> _rampTo = NumberOption.Build(
        "--ramp-to", "R", "Of a ramp: claims per second at the end of --duration", (0.001, MostPerSecond));

    private readonly Option<double?> _inFlight = NumberOption.Build(
        "--in-flight", "N",
        "Open loop: most claims that wait for their answer; those beyond are counted and not sent. Default: 1000",
        (1, MostCallers));

    private readonly Option<TimeSpan?> _duration = new("--duration")
    {
        Description = "No claim begins later than this, such as 30s or 10m",
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!Duration.TryParse(text, out var time) || time <= TimeSpan.Zero)
            {
                result.AddError($"--duration is {Quoted.Of(text)}. Write a time such as 30s, 5m or 1h.");
            }

            return time;
        },
    };

    private readonly Option<double?> _count = NumberOption.Build(
        "--count", "N", "No more claims begin than this", (1, 1_000_000_000));

    private readonly Option<double?> _repeat = NumberOption.Build(
        "--repeat", "PERCENT", "So many claims of a hundred repeat an earlier one under its id. Default: 0", (0, 99));

    private readonly Option<double?> _delete = NumberOption.Build(
        "--delete", "PERCENT", "So many granted workspaces of a hundred are deleted at once. Default: 0", (0, 100));

    private readonly Option<double?> _users = NumberOption.Build(
        "--users", "N", "So many users claim: load-0, load-1 … Default: 100", (1, MostPerSecond));

    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "Decides arrivals, presets, users, repeats and deletions. Default: any; it is told",
        HelpName = "N",
    };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            _callers, _rate, _arrivals, _burst, _rampTo, _inFlight, _duration, _count, _repeat, _delete, _users, _seed,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.Validators.Add(Check);
    }

    /// <summary>The load test that a command line describes.</summary>
    /// <param name="session">The command line.</param>
    /// <param name="presets">The presets that are claimed.</param>
    public LoadSettings Of(Session session, ImmutableArray<PresetReference> presets) => new()
    {
        Presets = presets,
        Run = $"{Guid.NewGuid():N}"[..12],
        Seed = session.Get(_seed) ?? (uint)Guid.NewGuid().GetHashCode(),
        Callers = (int)(session.Get(_callers) ?? 16),
        Arrivals = session.Get(_rate) is { } rate ? Arrivals(session, rate) : null,
        Duration = session.Get(_duration),
        Count = (long?)session.Get(_count),
        RepeatPercent = session.Get(_repeat) ?? 0,
        DeletePercent = session.Get(_delete) ?? 0,
        Users = (int)(session.Get(_users) ?? 100),
    };

    private ArrivalSettings Arrivals(Session session, double rate) => new()
    {
        Kind = Kind(session.Get(_arrivals)),
        Rate = rate,
        BurstSize = (int)(session.Get(_burst) ?? 10),
        RampTo = session.Get(_rampTo) ?? rate,
        RampTime = session.Get(_duration) ?? TimeSpan.Zero,
        MaxInFlight = (int)(session.Get(_inFlight) ?? 1000),
    };

    private static ArrivalKind Kind(string? name) =>
        Enum.TryParse<ArrivalKind>(name, ignoreCase: true, out var kind) ? kind : ArrivalKind.Poisson;

    private void Check(CommandResult result)
    {
        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
        var kind = Kind(result.GetValue(_arrivals));
        (bool IsWrong, string Message)[] rules =
        [
            (!Given(_duration) && !Given(_count), "Nothing ends it. Give --duration, --count or both."),
            (Given(_callers) && Given(_rate), "--callers is a closed loop and --rate an open one. Give one of them."),
            (!Given(_rate) && new Option[] { _arrivals, _burst, _rampTo, _inFlight }.Any(Given),
                "--arrivals, --burst, --ramp-to and --in-flight describe an open loop. Give its --rate too."),
            (Given(_burst) && kind != ArrivalKind.Burst, "--burst goes with --arrivals burst."),
            (Given(_rampTo) != (kind == ArrivalKind.Ramp), "--ramp-to and --arrivals ramp go together."),
            (kind == ArrivalKind.Ramp && !Given(_duration), "A ramp needs --duration: it takes so long."),
        ];
        foreach (var (_, message) in rules.Where(rule => rule.IsWrong))
        {
            result.AddError(message);
        }
    }
}
