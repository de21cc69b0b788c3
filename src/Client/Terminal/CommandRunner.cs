using System.CommandLine;
using Microsoft.Extensions.Options;
using Prebuilds.Client.Usage;

namespace Prebuilds.Client.Terminal;

/// <summary>
/// Runs commands, and turns what goes wrong into a message and an exit code: the outermost frame of the process.
/// </summary>
internal sealed class CommandRunner(Shell shell, GlobalOptions options)
{
    private static readonly string[] LoginVariables = ["USER", "LOGNAME", "USERNAME"];

    /// <summary>The login name of whoever runs the command; null: unknown.</summary>
    public string? Login =>
        LoginVariables.Select(shell.Variable).Append(shell.Account).FirstOrDefault(name => !string.IsNullOrEmpty(name));

    /// <summary>Runs one command to its end.</summary>
    public async Task<int> Run(
        ParseResult parse, Func<Session, CancellationToken, Task<ExitCode>> command, CancellationToken stop)
    {
        try
        {
            return (int)await command(new Session(shell, options, parse), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (int)ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            Tell(error, parse);
            return (int)ExitCode.Failure;
        }
        finally
        {
            await shell.Out.FlushAsync(CancellationToken.None);
        }
    }

    private void Tell(Exception error, ParseResult parse)
    {
        if (parse.GetValue(options.Verbose))
        {
            shell.Error.WriteLine(error);
        }
        else if (error is OptionsValidationException wrong)
        {
            shell.Error.WriteLine($"The configuration has {wrong.Failures.Count()} problem(s):");
            foreach (var problem in wrong.Failures)
            {
                shell.Error.WriteLine($"  - {problem}");
            }
        }
        else
        {
            shell.Error.WriteLine($"{WrongUsage.Path(parse.CommandResult.Command)}: {error.Message}");
        }
    }
}
