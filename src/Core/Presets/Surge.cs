using System.Globalization;
using Orleans;
using static System.FormattableString;

namespace Prebuilds.Presets;

/// <summary>How many members above its target a pool may have while its version is replaced.</summary>
/// <param name="Amount">So many, or so many hundredths of the target.</param>
/// <param name="IsPercent">Whether the amount is one of hundredths.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.Surge")]
public readonly record struct Surge(int Amount, bool IsPercent)
{
    /// <summary>Most hundredths: a whole second pool.</summary>
    public const int MaxPercent = 100;

    /// <summary>Most members.</summary>
    public const int MaxCount = 10_000;

    /// <summary>The surge of a preset that names none: a quarter of the target.</summary>
    public static Surge Default { get; } = new(25, true);

    /// <summary>Reads <c>2</c> or <c>25%</c>; false when it is neither, or beyond the limits.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="surge">The surge, when the answer is true.</param>
    public static bool TryParse(string text, out Surge surge)
    {
        var isPercent = text.EndsWith('%');
        var number = isPercent ? text[..^1] : text;
        var isNumber = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var amount);
        surge = new Surge(amount, isPercent);
        return isNumber && amount >= 1 && amount <= (isPercent ? MaxPercent : MaxCount);
    }

    /// <summary>How many members that is of a target: at least 1, and a part of a member is a whole one.</summary>
    /// <param name="target">The pool's target.</param>
    public int Of(int target) => Math.Max(1, IsPercent ? ((target * Amount) + 99) / 100 : Amount);

    /// <inheritdoc/>
    public override string ToString() => IsPercent ? Invariant($"{Amount}%") : Invariant($"{Amount}");
}
