using System.Diagnostics;
using Prebuilds.Bench.Seeds;

namespace Prebuilds.Bench.Loop;

/// <summary>The loop that one would write without us: a fresh folder for each workspace, init and apply.</summary>
internal static class BareTerraform
{
    private const string ConfigurationFile = "TF_CLI_CONFIG_FILE";

    /// <summary>Whether there is a terraform on the PATH.</summary>
    public static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "terraform")));

    /// <summary>Makes workspaces.</summary>
    /// <returns>When each was made, and what of that time its apply took.</returns>
    public static async Task<(SequentialTimes Whole, double ApplyAlone)> Run(int workspaces)
    {
        var root = Directory.CreateTempSubdirectory("prebuilds-bench-bare-");
        try
        {
            var began = Stopwatch.GetTimestamp();
            var made = new List<TimeSpan>();
            var applies = TimeSpan.Zero;
            for (var i = 0; i < workspaces; i++)
            {
                var folder = root.CreateSubdirectory($"{i}").FullName;
                await File.WriteAllTextAsync(
                    Path.Combine(folder, TrivialTemplate.FileName), TrivialTemplate.Configuration);
                await Terraform(folder, "init", "-input=false");
                var applying = Stopwatch.GetTimestamp();
                await Terraform(folder, "apply", "-input=false", "-auto-approve", $"-var=prebuild_workspace_id={i}");
                applies += Stopwatch.GetElapsedTime(applying);
                made.Add(Stopwatch.GetElapsedTime(began));
            }

            return (SequentialTimes.Of(made), applies.TotalMilliseconds / workspaces);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static async Task Terraform(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("terraform", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // As for us: it does not ask whether there is a newer terraform, and does not complain of a missing file.
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        if (start.Environment.TryGetValue(ConfigurationFile, out var file) && !File.Exists(file))
        {
            start.Environment.Remove(ConfigurationFile);
        }

        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"terraform {arguments[0]} failed: {string.Concat(said)}");
        }
    }
}
