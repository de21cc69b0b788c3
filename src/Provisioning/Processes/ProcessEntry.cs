using System.Globalization;

namespace Prebuilds.Provisioning.Processes;

/// <summary>One running process, as <c>/proc/PID/stat</c> tells.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">Its parent; 1 or another reaper when the parent is gone.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Session">Its session.</param>
/// <param name="HasTerminal">Whether a person may sit at it.</param>
/// <param name="Started">
/// When it was started, in the system's ticks; tells it from a later process of the same id.
/// </param>
/// <param name="IsBetweenPrograms">
/// Whether it is just becoming another program: then its environment reads as empty for a moment, and says nothing.
/// </param>
internal readonly record struct ProcessEntry(
    int Id, int Parent, int Group, int Session, bool HasTerminal, long Started, bool IsBetweenPrograms)
{
    private const string Zombie = "Z";
    private const string Dead = "X";
    private const long KernelThread = 0x0020_0000;

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

        // The fields are numbered as in proc(5). The second, the command's name, stands in parentheses and may hold any
        // character; so the others are counted from its end.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return Field(3) is Zombie or Dead
            ? null
            : new ProcessEntry(
                id,
                Parent: (int)Number(4),
                Group: (int)Number(5),
                Session: (int)Number(6),
                HasTerminal: Number(7) != 0,
                Started: Number(22),
                IsBetweenPrograms: Field(51) == "0" && (Number(9) & KernelThread) == 0);

        string Field(int number) => fields[number - 3];

        long Number(int number) =>
            long.Parse(Field(number), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
