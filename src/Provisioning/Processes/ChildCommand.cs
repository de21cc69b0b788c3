using System.Collections.Immutable;

namespace Prebuilds.Provisioning.Processes;

/// <summary>What to run, and with what.</summary>
/// <param name="Executable">The absolute path of the executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">The existing folder it works in.</param>
/// <param name="Environment">Its whole environment: nothing else is inherited.</param>
/// <param name="Marks">
/// The names of those variables of <paramref name="Environment"/> that together tell its processes from all others.
/// </param>
/// <param name="LeavesBackground">Whether what it leaves running when it ends with 0 is meant to stay.</param>
/// <param name="OutlivesReader">
/// Whether it must come to its end even when this process dies meanwhile and nobody reads its output any more, which
/// otherwise ends whatever prints next.
/// </param>
/// <param name="Interruption">
/// How long it gets to end in order after SIGINT, before all of its processes are ended; zero: it is not asked.
/// </param>
internal sealed record ChildCommand(
    string Executable,
    ImmutableArray<string> Arguments,
    string Folder,
    ImmutableSortedDictionary<string, string> Environment,
    ImmutableArray<string> Marks,
    bool LeavesBackground = false,
    bool OutlivesReader = false,
    TimeSpan Interruption = default)
{
    /// <summary>
    /// When it is ended at the latest, also when this process is gone by then; null: that is not seen to.
    /// </summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The processes that running this makes.</summary>
    public ProcessFamily Family => new([.. Marks.Select(name => $"{name}={Environment[name]}")]);
}
