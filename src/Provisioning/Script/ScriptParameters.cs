using System.Collections.Immutable;
using System.Text;

namespace Prebuilds.Provisioning.Script;

/// <summary>Whether parameters can be passed as environment variables.</summary>
internal static class ScriptParameters
{
    /// <summary>Most bytes of all names and values together: 64 KiB, well below what the system passes to a process.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The first thing that is wrong; null: nothing.</summary>
    public static string? Problem(ImmutableSortedDictionary<string, string> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value.Contains('\0', StringComparison.Ordinal))
            {
                return $"The parameter '{name.Replace('\0', '\uFFFD')}' cannot be passed as an environment variable: "
                    + "its name is empty or holds '=', or it holds a NUL character. Rename it or change its value.";
            }
        }

        var bytes = parameters.Sum(entry => (long)Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));
        return bytes > MaxBytes
            ? $"The parameters have {bytes} bytes together, more than {MaxBytes}. Put large values into a file of the template."
            : null;
    }
}
