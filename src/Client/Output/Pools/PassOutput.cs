using Prebuilds.Grains.Orchestration;

namespace Prebuilds.Client.Output.Pools;

/// <summary>One pass over all presets.</summary>
/// <param name="StartedAt">When its snapshot was taken.</param>
/// <param name="DurationMilliseconds">From there until the last preset had answered.</param>
/// <param name="Presets">How many presets were told to look again.</param>
/// <param name="Actions">How many actions they decided.</param>
/// <param name="Errors">The presets that failed, with why.</param>
internal sealed record PassOutput(
    DateTimeOffset StartedAt, double DurationMilliseconds, int Presets, int Actions, string[] Errors)
{
    /// <summary>The pass as it is shown.</summary>
    public static PassOutput Of(PassReport pass) => new(
        pass.StartedAt, pass.Duration.TotalMilliseconds, pass.Presets, pass.Actions, [.. pass.Errors]);

    /// <summary>Shows it.</summary>
    public void Show(Screen screen) => screen.Line(ToString());

    /// <inheritdoc/>
    public override string ToString()
    {
        var counts = FormattableString.Invariant($"{Presets} presets, {Actions} actions, {Errors.Length} errors");
        return FormattableString.Invariant($"{counts} in {DurationMilliseconds:0} ms at {Words.Of(StartedAt)}");
    }
}
