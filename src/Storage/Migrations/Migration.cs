using System.Security.Cryptography;
using System.Text;

namespace Prebuilds.Storage.Migrations;

/// <summary>One step of the schema.</summary>
/// <param name="Version">
/// Its number, from 1 without gaps: the position of its file among all, not the number in the file's name. A new file
/// comes after all that were shipped.
/// </param>
/// <param name="Name">Its file's name.</param>
/// <param name="Script">Its statements.</param>
internal sealed record Migration(int Version, string Name, string Script)
{
    private const string Root = "Prebuilds.Storage.Migrations.";

    /// <summary>What the script says, whatever a checkout made of its line ends.</summary>
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Script.ReplaceLineEndings("\n"))));

    /// <summary>The steps of one dialect in order.</summary>
    /// <param name="dialect">The folder.</param>
    public static Migration[] Of(string dialect)
    {
        var folder = $"{Root}{dialect}.";
        var assembly = typeof(Migration).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select((name, index) => new Migration(index + 1, name[folder.Length..], Read(assembly, name))),
        ];
    }

    private static string Read(System.Reflection.Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
