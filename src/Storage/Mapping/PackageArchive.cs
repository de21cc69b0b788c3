using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Prebuilds.Templates;

namespace Prebuilds.Storage.Mapping;

/// <summary>
/// A template's files as one column: a gzipped tar, which a person with a database shell can unpack too.
/// </summary>
internal static class PackageArchive
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Execute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static byte[] Pack(TemplatePackage package)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var file in package.Files)
            {
                using var content = new MemoryStream([.. file.Content], writable: false);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file.Path)
                {
                    Mode = file.Executable ? Plain | Execute : Plain,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                    DataStream = content,
                });
            }
        }

        return packed.ToArray();
    }

    public static TemplatePackage Unpack(Stream packed)
    {
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var files = ImmutableArray.CreateBuilder<TemplateFile>();
        while (tar.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files.Add(new TemplateFile(
                entry.Name,
                entry.Mode.HasFlag(UnixFileMode.UserExecute),
                ImmutableCollectionsMarshal.AsImmutableArray(content.ToArray())));
        }

        return new TemplatePackage(files.ToImmutable());
    }
}
