using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Prebuilds.Client.Output;

namespace Prebuilds.Client.Terminal;

/// <summary>The help of every command, with its examples at the end.</summary>
/// <param name="terminal">The terminal that shows it; null: none.</param>
internal sealed class HelpText(TerminalSize? terminal) : SynchronousCommandLineAction
{
    /// <summary>Where lines are folded without a terminal; the reference in docs/cli.md has it too.</summary>
    public const int Width = 110;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Makes this the help of a root and all of its commands.</summary>
    public static void Install(RootCommand root, TerminalSize? terminal)
    {
        var help = new HelpText(terminal);
        foreach (var option in root.Options.OfType<HelpOption>().ToList())
        {
            root.Options.Remove(option);
        }

        root.Add(new HelpOption("--help", "-h") { Description = "Show help with defaults and examples", Action = help });
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = new HelpAction { MaxWidth = terminal?.Width ?? Width }.Invoke(parseResult);
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
