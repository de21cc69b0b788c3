using System.Globalization;

namespace Prebuilds.Bench.Cluster;

/// <summary>The processes of a PostgreSQL server, as the system counts them.</summary>
internal static class ServerProcesses
{
    /// <summary>What the system calls a second here; the same on every Linux.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>
    /// Processor time of them all since the server's start, those that have ended too: the first one has waited for
    /// each of them.
    /// </summary>
    /// <param name="server">The id of the server's first process.</param>
    public static TimeSpan ProcessorTime(int server)
    {
        var children = File.ReadAllText($"/proc/{server}/task/{server}/children");
        return children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append($"{server}")
            .Aggregate(TimeSpan.Zero, (sum, process) => sum + Of(process));
    }

    /// <summary>
    /// A process's own time, and that of its children that have ended: the fields 14 to 17 of what it says.
    /// </summary>
    private static TimeSpan Of(string process)
    {
        try
        {
            // The second field is a name in brackets that may hold anything; the third begins behind the last bracket.
            var told = File.ReadAllText($"/proc/{process}/stat");
            var ticks = told[(told.LastIndexOf(')') + 2)..].Split(' ').Skip(11).Take(4)
                .Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // It ended since; its parent's children have its time at the next look.
            return TimeSpan.Zero;
        }
    }
}
