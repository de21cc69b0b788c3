using System.CommandLine;

namespace Prebuilds.Client.Commands.Lists;

/// <summary>How much a command prints at most.</summary>
internal static class LimitOption
{
    /// <summary>The option, 100 unless it is given.</summary>
    /// <param name="description">What is limited.</param>
    /// <param name="most">The highest value.</param>
    public static Option<int> Build(string description, int most)
    {
        var limit = new Option<int>("--limit")
        {
            Description = description,
            DefaultValueFactory = _ => 100,
            HelpName = "N",
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var given && (given < 1 || given > most))
            {
                result.AddError($"--limit is {given}. Use 1 to {most}.");
            }
        });
        return limit;
    }
}
