using System.Collections.Frozen;
using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Terraform.Output;
using Prebuilds.Provisioning.Terraform.Running;

namespace Prebuilds.Provisioning.Terraform;

/// <summary>
/// A configuration in a folder, made fit for us: its state is a file in the folder it runs in, whatever backend the
/// template names.
/// </summary>
/// <param name="runner">Runs terraform.</param>
/// <param name="locks">Guards the folder of downloaded providers, which terraform itself does not.</param>
/// <param name="clock">Measures how long fetching takes.</param>
internal sealed class Configuration(TerraformRunner runner, FileLocks locks, TimeProvider clock)
{
    /// <summary>The lock of this machine for fetching.</summary>
    public const string FetchLock = "terraform-plugins";

    /// <summary>Terraform's lock file.</summary>
    public const string LockFile = ".terraform.lock.hcl";

    /// <summary>Where terraform keeps what it fetched.</summary>
    public const string Fetched = ".terraform";

    /// <summary>
    /// The last of all override files: terraform reads them in the order of their names.
    /// </summary>
    public const string OverrideFile = "~prebuilds_override.tf.json";

    /// <summary>
    /// A file that declares a variable that nobody sets, so that a plan ends before it does anything.
    /// </summary>
    private const string StopFile = "~prebuilds_stop.tf.json";

    private const string StopVariable = "prebuilds_stop";

    private const string Override =
        "{\"terraform\":{\"backend\":{\"local\":{\"path\":\"" + WorkspaceFolder.StateName + "\"}}}}";

    private const string Stop = "{\"variable\":{\"" + StopVariable + "\":{\"type\":\"string\"}}}";

    private const string Undeclared = "Value for undeclared variable";

    private const string Unset = "No value for required variable";

    /// <summary>
    /// Whether a name at the top of a template is one that terraform or we use for something else.
    /// </summary>
    public static bool IsReserved(string name) =>
        name is Fetched or OverrideFile or StopFile
        || name.StartsWith(WorkspaceFolder.StateName, StringComparison.Ordinal)
        || name.StartsWith(WorkspaceFolder.OurPrefix, StringComparison.Ordinal);

    /// <summary>Fetches what the configuration needs, when nobody else does on this machine.</summary>
    /// <param name="folder">Holds the configuration.</param>
    /// <param name="output">Reads what terraform says.</param>
    /// <param name="limit">
    /// The longest that it may take, without the wait for others; above it, it is ended and counts as cancelled.
    /// </param>
    /// <param name="stop">Gives up.</param>
    public async Task<BuildError?> Init(
        WorkspaceFolder folder, OutputReader output, TimeSpan limit, CancellationToken stop)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, OverrideFile), Override, stop);
        var lockFile = Path.Combine(folder.Path, LockFile);
        var locked = File.Exists(lockFile) && !PinnedProviders.IsLoose(await File.ReadAllTextAsync(lockFile, stop));
        using var held = await locks.Await(FetchLock, stop);
        using var time = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, time.Token);
        return await runner.Run(folder, TerraformCommands.Init(locked), output, either.Token);
    }

    /// <summary>
    /// Asks terraform about variables, before it would do anything: whoever reads a configuration by other means may
    /// err.
    /// </summary>
    /// <param name="folder">Holds the configuration, after <see cref="Init"/>.</param>
    /// <param name="names">Names that would be set.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>
    /// Those of the names that are declared, and terraform's words about others that would have to be set.
    /// </returns>
    public async Task<(FrozenSet<string> Declared, ImmutableArray<Diagnostic> Missing)> AskVariables(
        WorkspaceFolder folder, IReadOnlyCollection<string> names, CancellationToken stop)
    {
        var file = Path.Combine(folder.Path, StopFile);
        await File.WriteAllTextAsync(file, Stop, stop);
        var report = new RunReport();
        try
        {
            await runner.Run(folder, TerraformCommands.Ask(names), new OutputReader(log: _ => { }, report), stop);
        }
        finally
        {
            File.Delete(file);
        }

        return (
            names.Where(name => !report.Errors.Any(error => error.Summary == Undeclared && Names(error, name)))
                .ToFrozenSet(StringComparer.Ordinal),
            [.. report.Errors.Where(error => error.Summary == Unset && !Names(error, StopVariable))]);
    }

    private static bool Names(Diagnostic error, string variable) =>
        error.Detail.Contains($"\"{variable}\"", StringComparison.Ordinal);
}
