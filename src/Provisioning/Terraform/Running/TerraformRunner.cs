using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Processes;
using Prebuilds.Provisioning.Script;
using Prebuilds.Provisioning.Terraform.Output;

namespace Prebuilds.Provisioning.Terraform.Running;

/// <summary>Runs terraform in a folder, one command at a time, and ends what an earlier run left there.</summary>
/// <param name="binary">The terraform.</param>
/// <param name="processes">Runs it.</param>
/// <param name="ender">Ends what is left.</param>
/// <param name="folders">Where downloaded providers are kept.</param>
/// <param name="options">Names the variables that are passed on.</param>
internal sealed class TerraformRunner(
    TerraformBinary binary,
    ChildProcess processes,
    ProcessEnder ender,
    DataFolders folders,
    IOptions<ProvisioningOptions> options)
{
    /// <summary>
    /// How long a cancelled run gets to finish the resources under way and to write its state, before it is ended.
    /// </summary>
    public static readonly TimeSpan Interruption = TimeSpan.FromSeconds(10);

    private readonly ImmutableSortedDictionary<string, string> _inherited =
        InheritedEnvironment.Of(Environment.GetEnvironmentVariables(), options.Value.PassEnvironment);

    private string Plugins => Path.Combine(folders.Terraform, "plugins");

    /// <summary>
    /// Ends what a run left in this folder whose silo died: terraform is asked first, so that it writes down what it
    /// made.
    /// </summary>
    public async Task EndLeftovers(WorkspaceFolder folder)
    {
        if (File.Exists(folder.RunMark))
        {
            var run = await File.ReadAllTextAsync(folder.RunMark);
            await ender.End(
                new ProcessFamily(
                    [$"{LocalWorkspaces.IdVariable}={folder.Subject}", $"{TerraformEnvironment.Run}={run}"]),
                Interruption);
            File.Delete(folder.RunMark);
        }
    }

    /// <summary>Runs a command to its end, and writes what it says to a log.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="output">Reads what it says.</param>
    /// <param name="stop">Asks it to end in order, then ends it.</param>
    /// <returns>The error; null: it succeeded.</returns>
    public async Task<BuildError?> Run(
        WorkspaceFolder folder, ImmutableArray<string> arguments, OutputReader output, CancellationToken stop)
    {
        var (code, error) = await RunPlain(folder, arguments, output.Append, stop);
        output.Finish();
        return error ?? (code == 0 ? null : RunFailure.Of(arguments[0], code, output.Report));
    }

    /// <summary>Runs a command to its end, and hands over its output as it is.</summary>
    /// <returns>Its exit code, or why it could not be run.</returns>
    public async Task<(int Code, BuildError? Error)> RunPlain(
        WorkspaceFolder folder, ImmutableArray<string> arguments, Action<string> output, CancellationToken stop)
    {
        var (path, missing) = await binary.Find(stop);
        if (path is null)
        {
            return (-1, missing);
        }

        Directory.CreateDirectory(Plugins);
        var run = Guid.NewGuid();
        await File.WriteAllTextAsync(folder.RunMark, run.ToString(), CancellationToken.None);
        var command = new ChildCommand(
            path,
            arguments,
            folder.Path,
            TerraformEnvironment.Of(_inherited, folder, run, Plugins),
            TerraformEnvironment.Marks,
            LeavesBackground: true,
            OutlivesReader: true,
            Interruption)
        {
            Deadline = folder.Deadline,
        };
        var result = await processes.Run(command, output, stop);
        File.Delete(folder.RunMark);
        return result switch
        {
            ChildResult.Exited exited => (exited.Code, null),
            ChildResult.NotStarted failed => (-1, new BuildError(
                ErrorClass.Transient,
                Bounded.Message($"Terraform could not be started: {failed.Reason}. Look at this machine."))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
