using Prebuilds.Client.Output;
using Spectre.Console;

namespace Prebuilds.Client.Commands.Claims;

/// <summary>A line that moves on a terminal, from the first thing that is shown until the end.</summary>
/// <param name="messages">Where messages go.</param>
/// <param name="terminal">The terminal there.</param>
internal sealed class MovingStatus(TextWriter messages, TerminalSize terminal)
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StatusContext? _context;
    private Task? _shown;

    /// <summary>Shows a text, in place of the one before.</summary>
    public void Show(string text)
    {
        var safe = Markup.Escape(text);
        if (_shown is null)
        {
            var console = AnsiConsole.Create(
                new AnsiConsoleSettings { Out = new TerminalOutput(messages, terminal) });
            _shown = console.Status().StartAsync(safe, context =>
            {
                _context = context;
                return _end.Task;
            });
        }
        else
        {
            _context?.Status(safe);
        }
    }

    /// <summary>Takes the line away.</summary>
    public Task End()
    {
        _end.TrySetResult();
        return _shown ?? Task.CompletedTask;
    }
}
