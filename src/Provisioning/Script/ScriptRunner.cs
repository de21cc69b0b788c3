using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Processes;

namespace Prebuilds.Provisioning.Script;

/// <summary>Runs one executable of a template in a workspace's folder, and reads its exit code.</summary>
/// <param name="processes">Runs executables.</param>
/// <param name="ender">Ends what an earlier run left.</param>
/// <param name="folders">Where workspace and template lie.</param>
/// <param name="options">Names the variables that are passed on.</param>
internal sealed class ScriptRunner(
    ChildProcess processes, ProcessEnder ender, DataFolders folders, IOptions<ProvisioningOptions> options)
{
    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly ImmutableSortedDictionary<string, string> _inherited =
        InheritedEnvironment.Of(Environment.GetEnvironmentVariables(), options.Value.PassEnvironment);

    /// <summary>Whether the template has that executable, or at least a file of that name.</summary>
    public bool Has(ProvisionRequest request, ScriptStep step) => File.Exists(PathOf(request, step));

    /// <summary>Ends what an earlier run of this step in this build left running.</summary>
    public Task EndLeftovers(ProvisionRequest request, ScriptStep step) => ender.End(CommandOf(request, step).Family);

    /// <summary>
    /// Runs a step, after what an earlier run of it left is ended: the worker of that run may have died.
    /// </summary>
    /// <returns>Null when it ended with 0, else what it means.</returns>
    public async Task<BuildError?> Run(ProvisionRequest request, ScriptStep step, CancellationToken stop)
    {
        if (Refusal(request, step) is { } refusal)
        {
            return new BuildError(ErrorClass.Permanent, refusal);
        }

        await EndLeftovers(request, step);
        return await processes.Run(CommandOf(request, step), request.Log, stop) switch
        {
            ChildResult.Exited { Code: ScriptExitCode.Success } => null,
            ChildResult.Exited exited => new BuildError(
                ScriptExitCode.ClassOf(exited.Code),
                Bounded.Message(
                    $"'{step.Name}' of {request.Preset} ended with {ScriptExitCode.Describe(exited.Code)}. "
                        + Said(exited))),
            ChildResult.NotStarted failed => new BuildError(
                ErrorClass.Transient,
                Bounded.Message(
                    $"'{step.Name}' of {request.Preset} could not be started: {failed.Reason}. Look at this machine.")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private string? Refusal(ProvisionRequest request, ScriptStep step)
    {
        var path = PathOf(request, step);
        if (!File.Exists(path))
        {
            return $"The template of {request.Preset} has no file '{step.Name}'. Add it beside template.yaml.";
        }

        return (File.GetUnixFileMode(path) & AnyExecute) == 0
            ? $"'{step.Name}' of {request.Preset} is not executable. Run chmod +x {step.Name} and push again."
            : null;
    }

    private ChildCommand CommandOf(ProvisionRequest request, ScriptStep step) => new(
        PathOf(request, step),
        Arguments: [],
        folders.Of(request.Workspace),
        ScriptEnvironment.Of(_inherited, folders, request, step),
        ScriptEnvironment.StepMarks,
        step.LeavesBackground)
    {
        Deadline = request.Deadline,
    };

    private string PathOf(ProvisionRequest request, ScriptStep step) =>
        Path.Combine(folders.Of(request.Version), step.Name);

    private static string Said(ChildResult.Exited exited) =>
        exited.LastLines.Length == 0 ? "It printed nothing." : $"Its last output:\n{exited.LastLines}";
}
