using System.Runtime.InteropServices;

namespace Prebuilds.Provisioning.Local.Machines;

/// <summary>
/// A second name of a file, by <c>link(2)</c>: the one way to name a file only if the name is free.
/// </summary>
internal static partial class HardLink
{
    /// <summary>Gives an existing file this name too; false when something has that name already.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static bool TryCreate(string name, string existing)
    {
        if (Link(existing, name) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == Errno.Exists
            ? false
            : throw new IOException($"'{name}' cannot be made: {Marshal.GetPInvokeErrorMessage(error)}.", error);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string name);
}
