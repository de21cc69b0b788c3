using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Prebuilds.Client.Terminal;

/// <summary>The help of every command, with its examples at the end.</summary>
/// <param name="width">Where lines are folded.</param>
internal sealed class HelpText(int width) : SynchronousCommandLineAction
{
    /// <summary>The width when no terminal says another; the reference in docs/cli.md has it too.</summary>
    public const int Width = 110;

    private readonly HelpAction _usage = new() { MaxWidth = width };

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Makes this the help of a root and all of its commands.</summary>
    public static void Install(RootCommand root, int? terminalWidth)
    {
        var help = new HelpText(terminalWidth ?? Width);
        foreach (var option in root.Options.OfType<HelpOption>().ToList())
        {
            root.Options.Remove(option);
        }

        root.Add(new HelpOption("--help", "-h") { Description = "Show help with defaults and examples", Action = help });
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = _usage.Invoke(parseResult);
        if (parseResult.CommandResult.Command is TerminalCommand { Examples: { IsEmpty: false } examples })
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {example}");
            }
        }

        return code;
    }
}
