namespace Prebuilds.Bench.Ticks;

/// <summary>What was measured on pools of one size; times are medians, in milliseconds.</summary>
/// <param name="Presets">How many presets.</param>
/// <param name="Members">How many members in all.</param>
/// <param name="Full">A pass that reads, tells and plans every pool.</param>
/// <param name="Processor">The silo's processor time of such a pass; a mean.</param>
/// <param name="Resting">A pass over pools at rest, which are counted and not told.</param>
/// <param name="Flat">The bare read.</param>
/// <param name="Joined">The joined read.</param>
/// <param name="Memory">What the silo holds.</param>
internal sealed record TickPoint(
    int Presets, int Members, double Full, double Processor, double Resting, double Flat, double Joined,
    SiloMemory Memory)
{
    /// <summary>A full pass's time per member, in microseconds.</summary>
    public double PerMember => Full * 1000 / Members;

    /// <summary>The same of a pass over pools at rest.</summary>
    public double RestingPerMember => Resting * 1000 / Members;
}
