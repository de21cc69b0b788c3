using System.CommandLine;
using System.Globalization;

namespace Prebuilds.Client.Commands.LoadTests;

/// <summary>An option whose value is a number within bounds.</summary>
internal static class NumberOption
{
    /// <summary>The option; null when it is not given.</summary>
    public static Option<double?> Build(
        string name, string placeholder, string description, (double Least, double Most) bounds)
    {
        var option = new Option<double?>(name)
        {
            Description = description,
            HelpName = placeholder,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    || !(value >= bounds.Least && value <= bounds.Most))
                {
                    result.AddError(
                        $"{name} is {Quoted.Of(text)}. "
                        + $"Use a number from {Shown(bounds.Least)} to {Shown(bounds.Most)}.");
                }

                return value;
            },
        };
        return option;
    }

    private static string Shown(double value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}
