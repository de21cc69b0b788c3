using System.CommandLine;
using Prebuilds.Client.Terminal;
using Prebuilds.Client.Usage;
using Prebuilds.Silo.Tests.Client.Fakes;
using Xunit;

namespace Prebuilds.Silo.Tests.Client.Commands.Terminal;

public sealed class ReferenceTests
{
    public static TheoryData<string> Commands()
    {
        var commands = new TheoryData<string>();
        foreach (var command in Below(CommandLine.Build(new Cli().Shell)))
        {
            commands.Add(WrongUsage.Path(command));
        }

        return commands;
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_reference_holds_the_help_of_every_command(string command)
    {
        var cli = new Cli();

        Assert.Equal(0, await cli.Run([.. command.Split(' ').Skip(1), "--help"]));

        Reference.Holds(command, cli.Out.ToString());
    }

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Below);
}
