using System.Globalization;

namespace Prebuilds.Provisioning.Processes;

/// <summary>One running process, as <c>/proc/PID/stat</c> tells.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">Its parent; 1 or another reaper when the parent is gone.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Session">Its session.</param>
/// <param name="HasTerminal">Whether a person may sit at it.</param>
internal readonly record struct ProcessEntry(int Id, int Parent, int Group, int Session, bool HasTerminal)
{
    /// <summary>Reads a process; null when it is gone, or ended and only waits for its parent to notice.</summary>
    public static ProcessEntry? Read(int id)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{id}/stat");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        // The command's name stands in parentheses and may hold any character: the fixed fields begin after the last one.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X"
            ? null
            : new ProcessEntry(id, Number(fields[1]), Number(fields[2]), Number(fields[3]), Number(fields[4]) != 0);
    }

    private static int Number(string field) => int.Parse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
