using System.Globalization;
using Prebuilds.Grains.Orchestration;

namespace Prebuilds.Client.Output.Pools;

/// <summary>How the loop is.</summary>
/// <param name="State"><c>running</c>, <c>paused</c>, <c>stopped</c>, or <c>off</c> when the feature is.</param>
/// <param name="StopCause">Why it is stopped.</param>
/// <param name="IntervalSeconds">Time between two passes.</param>
/// <param name="LastPass">The newest pass; absent: none yet.</param>
internal sealed record LoopOutput(string State, string? StopCause, double IntervalSeconds, PassOutput? LastPass)
{
    /// <summary>The loop as it is shown.</summary>
    public static LoopOutput Of(OrchestratorStatus status) => new(
        status switch
        {
            { Enabled: false } => "off",
            { Settings.StopCause: not null } => "stopped",
            { Settings.Paused: true } => "paused",
            _ => "running",
        },
        status.Settings.StopCause,
        status.Interval.TotalSeconds,
        status.LastPass is { } pass ? PassOutput.Of(pass) : null);

    /// <summary>Its values with their names.</summary>
    public IEnumerable<(string Name, string? Value)> Fields() =>
    [
        ("loop", StopCause is null ? State : $"{State}: {StopCause}"),
        ("interval", string.Create(CultureInfo.InvariantCulture, $"{IntervalSeconds:0.###} s")),
        ("last pass", LastPass?.ToString() ?? "none yet"),
    ];
}
