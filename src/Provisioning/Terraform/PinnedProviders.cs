using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Prebuilds.Provisioning.Terraform;

/// <summary>
/// The lock file that the check of a version made, as it is kept with the version: which provider in which version, and
/// the hashes of what was fetched. Those may be of one platform only, where terraform found a provider in a cache or a
/// mirror; so on any other platform the versions hold, and the hashes do not.
/// </summary>
internal static partial class PinnedProviders
{
    private const string Header = "# Chosen by the check of this version, on ";

    private const string LooseHeader = "# Chosen on another platform, whose hashes are left out.";

    /// <summary>What this machine can run.</summary>
    public static string Platform { get; } = $"linux {RuntimeInformation.OSArchitecture}";

    /// <summary>What is kept of a lock file.</summary>
    public static byte[] Of(string lockFile, string platform) =>
        Encoding.UTF8.GetBytes($"{Header}{platform}\n{lockFile}");

    /// <summary>The lock file to begin with on a platform.</summary>
    public static string For(string platform, ReadOnlyMemory<byte> kept)
    {
        var text = Encoding.UTF8.GetString(kept.Span);
        return text.StartsWith($"{Header}{platform}\n", StringComparison.Ordinal)
            ? text
            : $"{LooseHeader}\n{Hashes().Replace(text, "")}";
    }

    /// <summary>Whether terraform must add hashes to a lock file, and so may not be held to it as it is.</summary>
    public static bool IsLoose(string lockFile) => lockFile.StartsWith(LooseHeader, StringComparison.Ordinal);

    [GeneratedRegex(@"^[ ]*hashes[ ]*=[ ]*\[[^\]]*\][ ]*\n", RegexOptions.Multiline)]
    private static partial Regex Hashes();
}
