namespace Prebuilds.Schedules;

/// <summary>The values that one cron field selects.</summary>
/// <param name="Bits">Bit n stands for the value n.</param>
/// <param name="Unrestricted">Whether the field says <c>*</c>, which leaves the choice of days to the other day
/// field.</param>
internal readonly record struct CronSet(ulong Bits, bool Unrestricted)
{
    /// <summary>Every value of every field.</summary>
    public static CronSet Everything { get; } = new(ulong.MaxValue, Unrestricted: true);

    /// <summary>The values from first to last, every step-th of them.</summary>
    public static CronSet Range(int first, int last, int step)
    {
        var bits = 0UL;
        for (var value = first; value <= last; value += step)
        {
            bits |= 1UL << value;
        }

        return new CronSet(bits, Unrestricted: false);
    }

    public static CronSet operator |(CronSet left, CronSet right) =>
        new(left.Bits | right.Bits, left.Unrestricted || right.Unrestricted);

    /// <summary>The values of both; what was written of either field is no longer known.</summary>
    public static CronSet operator &(CronSet left, CronSet right) => new(left.Bits & right.Bits, Unrestricted: false);

    public bool Meets(CronSet other) => (Bits & other.Bits) != 0;

    public bool Has(int value) => (Bits & (1UL << value)) != 0;
}
