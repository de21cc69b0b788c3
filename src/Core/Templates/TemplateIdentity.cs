using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Prebuilds.Templates;

/// <summary>Which version a template's content is.</summary>
public static class TemplateIdentity
{
    /// <summary>
    /// The id of the version: the same for the same name and the same files (paths, executable bits, bytes), in
    /// whatever order they come; another one as soon as any of it differs.
    /// </summary>
    /// <param name="template">The template's name.</param>
    /// <param name="package">Its directory.</param>
    public static TemplateVersionId Of(string template, TemplatePackage package)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in package.Files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            Append(hash, Encoding.UTF8.GetBytes(file.Path));
            hash.AppendData([file.Executable ? (byte)1 : (byte)0]);
            Append(hash, file.Content.AsSpan());
        }

        var content = Convert.ToHexStringLower(hash.GetHashAndReset());
        return new TemplateVersionId(NameBasedGuid.Create(NameBasedGuid.Versions, $"{template}/{content}"));
    }

    /// <summary>
    /// With its length in front, so that no byte can move from one file, or from a path, to the next unseen.
    /// </summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
