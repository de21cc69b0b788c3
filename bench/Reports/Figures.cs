using System.Globalization;

namespace Prebuilds.Bench.Reports;

/// <summary>Numbers as tables show them.</summary>
internal static class Figures
{
    /// <summary>The middle one; of an even number, the mean of the middle two.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>A whole number with spaces between thousands.</summary>
    public static string Whole(double value) =>
        value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>With two digits after the point.</summary>
    public static string Fine(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
