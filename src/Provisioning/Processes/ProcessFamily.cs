using System.Collections.Immutable;

namespace Prebuilds.Provisioning.Processes;

/// <summary>
/// Which running processes belong together. A process belongs when one of these holds, or when its parent belongs:
/// it carries all of <paramref name="Variables"/> in the environment it was started with, which its children inherit
/// even when they start a session of their own; or it is in the session or group of <paramref name="Root"/>; or it
/// works in
/// <paramref name="Folder"/> without a terminal, which finds servers that overwrite their environment to set their
/// title, and spares the shell of a person who looks around there.
/// </summary>
/// <param name="Variables">Entries <c>NAME=value</c>; a family of none is found by the other signs only.</param>
/// <param name="Folder">An absolute folder; null: not a sign.</param>
/// <param name="Root">The process that leads the session; null: not a sign.</param>
internal sealed record ProcessFamily(ImmutableArray<string> Variables, string? Folder = null, int? Root = null)
{
    /// <summary>Whether a process is the root, or in its session or group.</summary>
    public bool IsOfRoot(ProcessEntry process) =>
        process.Id == Root || process.Session == Root || process.Group == Root;
}
