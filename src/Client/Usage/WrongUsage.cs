using System.CommandLine;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Client.Usage;

/// <summary>What is said to a command line that means nothing.</summary>
internal static class WrongUsage
{
    /// <summary>Says everything that is wrong, and where to read how it is right.</summary>
    public static ExitCode Tell(ParseResult parse, TextWriter messages)
    {
        var command = parse.CommandResult.Command;
        var path = Path(command);
        if (command.Subcommands.Count == 0)
        {
            foreach (var error in parse.Errors)
            {
                messages.WriteLine($"{path}: {error.Message}");
            }
        }
        else if (parse.UnmatchedTokens is [var unknown, ..])
        {
            messages.WriteLine($"{path}: {Quoted.Of(unknown)} is no command here.{Guess(unknown, command)}");
        }
        else
        {
            var names = string.Join(", ", command.Subcommands.Select(it => it.Name));
            messages.WriteLine($"{path}: a command is missing: {names}.");
        }

        messages.WriteLine($"See '{path} --help'.");
        return ExitCode.Usage;
    }

    /// <summary>A command as it is written.</summary>
    public static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? $"{Path(parent)} {command.Name}"
            : "prebuilds";

    private static string Guess(string unknown, Command command) =>
        NearestName.Of(unknown, command.Subcommands.Select(it => it.Name)) is { } name
            ? $" Did you mean '{name}'?"
            : "";
}
