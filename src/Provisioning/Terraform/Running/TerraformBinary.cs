using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Provisioning.Processes;

namespace Prebuilds.Provisioning.Terraform.Running;

/// <summary>The terraform of this machine: where it is, and whether it is new enough.</summary>
/// <param name="options">Says where it is, if the operator does; else it is looked for on the PATH.</param>
/// <param name="processes">Asks it for its version.</param>
internal sealed class TerraformBinary(IOptions<ProvisioningOptions> options, ChildProcess processes)
{
    /// <summary>The oldest version that can be worked with.</summary>
    public static readonly Version Oldest = new(1, 9);

    private const string Name = "terraform";

    private (string Path, Version Version)? _found;

    /// <summary>Whether there is one at all, of whatever version.</summary>
    public bool IsThere => PathOf() is not null;

    /// <summary>Finds it; once it was found good, it is not looked at again.</summary>
    /// <returns>Its path, or why there is none; the error is permanent, and says what to do.</returns>
    public async Task<(string? Path, BuildError? Error)> Find(CancellationToken stop)
    {
        if (_found is { } found)
        {
            return (found.Path, null);
        }

        if (PathOf() is not { } path)
        {
            return Unusable(
                options.Value.TerraformPath.Length > 0
                    ? $"There is no program at '{options.Value.TerraformPath}' (Prebuilds:Terraform:Path)"
                    : "There is no 'terraform' on the PATH of this silo");
        }

        var version = await VersionOf(path, stop);
        if (version is null || version < Oldest)
        {
            return Unusable(
                version is null
                    ? $"'{path}' does not tell a version"
                    : $"'{path}' is terraform {version}, which is too old");
        }

        _found = (path, version);
        return (path, null);
    }

    /// <summary>The version of what was found; null: nothing was yet.</summary>
    public Version? Version => _found?.Version;

    private string? PathOf() =>
        options.Value.TerraformPath is { Length: > 0 } configured
            ? File.Exists(configured) ? configured : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .Where(folder => folder.Length > 0)
                .Select(folder => Path.Combine(folder, Name))
                .FirstOrDefault(File.Exists);

    private async Task<Version?> VersionOf(string path, CancellationToken stop)
    {
        var environment = ImmutableSortedDictionary<string, string>.Empty
            .Add("CHECKPOINT_DISABLE", "1")
            .Add("PREBUILDS_RUN", Guid.NewGuid().ToString());
        var command = new ChildCommand(path, ["version", "-json"], "/", environment, ["PREBUILDS_RUN"]);
        var output = "";
        var result = await processes.Run(command, piece => output = Bounded.Message(output + piece), stop);
        return result is ChildResult.Exited { Code: 0 } ? Parse(output) : null;
    }

    /// <summary>The version that <c>terraform version -json</c> tells; null: none.</summary>
    internal static Version? Parse(string output)
    {
        try
        {
            using var json = JsonDocument.Parse(output[Math.Max(0, output.IndexOf('{', StringComparison.Ordinal))..]);
            var text = json.RootElement.GetProperty("terraform_version").GetString() ?? "";
            return Version.TryParse(text.Split('-', '+')[0], out var version) ? version : null;
        }
        catch (Exception garbled) when (garbled is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (string? Path, BuildError? Error) Unusable(string what) => (null, new BuildError(
        ErrorClass.Permanent,
        $"{what}. Install terraform {Oldest} or newer there, or name it in Prebuilds:Terraform:Path, "
            + "and resume the preset."));
}
