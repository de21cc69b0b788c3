using Microsoft.Extensions.Options;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Processes;

namespace Prebuilds.Provisioning.Hosting;

/// <summary>Says at start everything that would make each build fail.</summary>
internal sealed class ProvisioningOptionsValidator : IValidateOptions<ProvisioningOptions>
{
    private const string DirectoryKey = "Prebuilds:DataDirectory";

    private const string OurPrefix = "PREBUILDS_";

    private const int ProbeBytes = 4096;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ProvisioningOptions options)
    {
        string[] problems =
        [
            .. DirectoryProblems(options.DataDirectory),
            .. NameProblems(options.PassEnvironment),
            .. TerraformProblems(options.TerraformPath),
            .. MachineProblems(),
        ];
        return problems is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> DirectoryProblems(string directory)
    {
        if (string.IsNullOrWhiteSpace(directory))
        {
            yield return $"{DirectoryKey} is not set: name the folder in which workspaces shall live.";
        }
        else if (!Path.IsPathFullyQualified(directory))
        {
            yield return $"{DirectoryKey} is '{directory}', which is not absolute: begin it with '/'.";
        }
        else if (WriteProblem(directory) is { } problem)
        {
            yield return $"{DirectoryKey} is '{directory}', which cannot be written: {problem} "
                + "Give the silo's user access and room on the disk, or name another.";
        }
    }

    private static IEnumerable<string> NameProblems(IList<string> names)
    {
        for (var index = 0; index < names.Count; index++)
        {
            var name = names[index];
            if (name.Length == 0
                || name.Contains('=', StringComparison.Ordinal)
                || name.StartsWith(OurPrefix, StringComparison.Ordinal))
            {
                yield return $"Prebuilds:PassEnvironment:{index} is '{name}': "
                    + $"give the name of a variable, without '=', and none that begins with {OurPrefix}.";
            }
        }
    }

    private static IEnumerable<string> TerraformProblems(string path)
    {
        if (path.Length > 0 && (!Path.IsPathFullyQualified(path) || !File.Exists(path)))
        {
            yield return $"Prebuilds:Terraform:Path is '{path}', where there is no file: give the absolute path of "
                + "the terraform program, or leave it out to have it looked for on the PATH.";
        }
    }

    private static IEnumerable<string> MachineProblems()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self"))
        {
            yield return "Workspaces can be made on Linux only, with /proc mounted, by which processes are found.";
        }
        else if (!OnPath(ChildProcess.SessionStarter))
        {
            yield return $"The program '{ChildProcess.SessionStarter}' is not on the PATH: install util-linux.";
        }
        else if (!File.Exists(ChildProcess.Shell))
        {
            yield return $"There is no {ChildProcess.Shell}: install a shell.";
        }
    }

    private static string? WriteProblem(string directory)
    {
        var probe = Path.Combine(directory, $".write-probe-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(directory);
            Probe(probe);
            return null;
        }
        catch (Exception fault) when (MachineFault.Is(fault))
        {
            return fault.Message;
        }
    }

    // Some bytes: a full disk takes a name without any.
    private static void Probe(string file)
    {
        try
        {
            File.WriteAllBytes(file, new byte[ProbeBytes]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
