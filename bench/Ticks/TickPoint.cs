namespace Prebuilds.Bench.Ticks;

/// <summary>What was measured on pools of one size; times are medians, in milliseconds.</summary>
/// <param name="Presets">How many presets.</param>
/// <param name="Members">How many members in all.</param>
/// <param name="Tick">A whole pass over pools at rest.</param>
/// <param name="AllCalled">A whole pass that tells every pool to look again.</param>
/// <param name="Processor">The silo's processor time of a pass over pools at rest; a mean.</param>
/// <param name="Flat">The bare read.</param>
/// <param name="Joined">The joined read.</param>
/// <param name="Memory">What the silo holds.</param>
internal sealed record TickPoint(
    int Presets, int Members, double Tick, double AllCalled, double Processor, double Flat, double Joined,
    SiloMemory Memory)
{
    /// <summary>A pass's time per member, in microseconds.</summary>
    public double PerMember => Tick * 1000 / Members;
}
