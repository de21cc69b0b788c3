using System.Diagnostics;

namespace Prebuilds.Testing.Postgres;

/// <summary>The server's own programs, found on PATH or where distributions put them.</summary>
internal static class PostgresBinaries
{
    private const string Distribution = "/usr/lib/postgresql";

    /// <summary>The folder that has them; of several, the newest version's.</summary>
    public static string Find()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var installed = Directory.Exists(Distribution)
            ? Directory.GetDirectories(Distribution)
                .OrderDescending(StringComparer.Ordinal)
                .Select(it => Path.Combine(it, "bin"))
            : [];
        return onPath.Concat(installed).FirstOrDefault(HasAll)
            ?? throw new InvalidOperationException(
                $"PostgreSQL's programs (initdb, postgres, createdb) are neither on PATH nor below {Distribution}."
                + " Install them, on Debian with: apt-get install postgresql");
    }

    /// <summary>
    /// A command that runs as a user who may run a server: PostgreSQL refuses root, who becomes <c>postgres</c>.
    /// </summary>
    public static ProcessStartInfo Command(string program, params IEnumerable<string> arguments)
    {
        string[] become = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
            : [];
        string[] words = [.. become, program, .. arguments];
        return new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
    }

    /// <summary>Runs a command to its end; fails with what it wrote.</summary>
    public static async Task Run(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"'{command.FileName} {string.Join(' ', command.ArgumentList)}' ended with {process.ExitCode}:"
                + $" {errors}{await output}");
        }
    }

    private static bool HasAll(string folder) =>
        new[] { "initdb", "postgres", "createdb" }.All(program => File.Exists(Path.Combine(folder, program)));
}
