using System.Globalization;
using System.Text;

namespace Prebuilds.Provisioning.Processes;

/// <summary>
/// What runs on this machine now, read from <c>/proc</c>. A look costs about 20 microseconds per process.
/// </summary>
internal static class ProcessTable
{
    /// <summary>
    /// The processes of a family that run now; never this process. Those of other users that hide theirs are not seen.
    /// </summary>
    public static IReadOnlyList<ProcessEntry> Members(ProcessFamily family) => Members(family, [], out _);

    /// <summary>The same, and those of <paramref name="known"/> that still run.</summary>
    /// <param name="family">The family.</param>
    /// <param name="known">
    /// Members seen before: one that changes its session after its parent has died may have no other tie left.
    /// </param>
    /// <param name="undecided">Whether some process cannot be told yet; look again.</param>
    public static IReadOnlyList<ProcessEntry> Members(
        ProcessFamily family, HashSet<(int Id, long Started)> known, out bool undecided)
    {
        undecided = false;
        var all = Running();
        var entries = family.Variables.Select(variable => Encoding.UTF8.GetBytes(variable + '\0')).ToArray();
        var members = new Dictionary<int, ProcessEntry>();
        foreach (var process in all)
        {
            var belongs = known.Contains((process.Id, process.Started))
                || family.IsOfRoot(process)
                || WorksIn(process, family.Folder)
                    ? true
                    : CarriesAll(process.Id, entries);
            undecided |= belongs is null;
            if (belongs is true)
            {
                members.Add(process.Id, process);
            }
        }

        AddDescendants(all, members);
        return [.. members.Values];
    }

    private static List<ProcessEntry> Running()
    {
        var running = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId
                && ProcessEntry.Read(id) is { } process)
            {
                running.Add(process);
            }
        }

        return running;
    }

    private static void AddDescendants(List<ProcessEntry> all, Dictionary<int, ProcessEntry> members)
    {
        var children = all.ToLookup(process => process.Parent);
        var pending = new Queue<int>(members.Keys);
        while (pending.TryDequeue(out var parent))
        {
            foreach (var child in children[parent])
            {
                if (members.TryAdd(child.Id, child))
                {
                    pending.Enqueue(child.Id);
                }
            }
        }
    }

    private static bool WorksIn(ProcessEntry process, string? folder)
    {
        if (folder is null || process.HasTerminal)
        {
            return false;
        }

        try
        {
            var place = new FileInfo($"/proc/{process.Id}/cwd").LinkTarget;
            return place == folder || place?.StartsWith(folder + '/', StringComparison.Ordinal) == true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether a process carries all entries in its environment; null when that cannot be told at this moment.
    /// </summary>
    private static bool? CarriesAll(int process, byte[][] entries)
    {
        if (entries.Length == 0)
        {
            return false;
        }

        try
        {
            var environment = File.ReadAllBytes($"/proc/{process}/environ");
            return environment.Length == 0 && ProcessEntry.Read(process) is { IsBetweenPrograms: true }
                ? null
                : Array.TrueForAll(entries, entry => Holds(environment, entry));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Holds(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> entry)
    {
        for (var rest = environment; rest.Length > 0;)
        {
            if (rest.StartsWith(entry))
            {
                return true;
            }

            var end = rest.IndexOf((byte)0);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return false;
    }
}
