using System.Diagnostics;
using Prebuilds.Grains;

namespace Prebuilds.Client.Output;

/// <summary>What became of an operator's command.</summary>
/// <param name="Outcome"><c>done</c>, <c>notFound</c> or <c>refused</c>.</param>
/// <param name="Message">What was done, or why not and what to do.</param>
internal sealed record CommandOutput(string Outcome, string Message)
{
    /// <summary>The outcome of a command that took effect.</summary>
    public const string Done = "done";

    /// <summary>The outcome as it is shown.</summary>
    public static CommandOutput Of(CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Done done => new(Done, done.Message),
        CommandOutcome.NotFound missing => new("notFound", missing.Message),
        CommandOutcome.Refused refused => new("refused", refused.Message),
        _ => throw new UnreachableException(),
    };

    /// <summary>Shows what was done; what was not is a message, not a result.</summary>
    public void Show(Screen screen)
    {
        if (Outcome == Done)
        {
            screen.Line(Message);
        }
    }
}
