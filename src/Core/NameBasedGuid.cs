using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Prebuilds;

/// <summary>
/// UUIDs computed from names: RFC 9562, section 5.5 (version 5, SHA-1). Equal names give equal ids, everywhere and
/// always.
/// </summary>
public static class NameBasedGuid
{
    /// <summary>The namespace of login names.</summary>
    public static Guid Users { get; } = new("5d7e2f1c-9a44-5a0e-8a1b-0f6f3c2d7e10");

    /// <summary>The namespace of presets' full names.</summary>
    public static Guid Presets { get; } = new("b1d0a3c6-31f5-5c29-9d53-6e2a8b7f4c21");

    /// <summary>The namespace of template versions.</summary>
    public static Guid Versions { get; } = new("e83c4b57-6c0d-5f8e-a2f4-7b915d3e6a32");

    /// <summary>The UUID of <paramref name="name"/> within <paramref name="scope"/>.</summary>
    /// <param name="scope">The namespace UUID.</param>
    /// <param name="name">Any text; compared as its UTF-8 bytes.</param>
    public static Guid Create(Guid scope, string name)
    {
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        scope.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The RFC prescribes SHA-1; it names things here and protects nothing.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        var version = (BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x5000;
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)version);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
