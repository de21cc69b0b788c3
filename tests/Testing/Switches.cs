using System.Globalization;

namespace Prebuilds.Testing;

/// <summary>Environment variables by which whoever runs a test prolongs or repeats it.</summary>
public static class Switches
{
    /// <summary>The number that a variable holds.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="otherwise">The number when it is not set.</param>
    public static double Number(string variable, double otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? double.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
