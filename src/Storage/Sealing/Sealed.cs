using System.Security.Cryptography;
using System.Text;

namespace Prebuilds.Storage.Sealing;

/// <summary>
/// How sealed bytes lie: a format number, the key's id, the nonce, the tag, the ciphertext. What they are about goes
/// into the tag, so that bytes of one workspace or build do not open as another's.
/// </summary>
internal static class Sealed
{
    private const byte Format = 1;
    private const int NonceAt = 1 + SealingKey.IdLength;

    private static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagAt = NonceAt + NonceLength;
    private static readonly int TextAt = TagAt + AesGcm.TagByteSizes.MaxSize;

    public static byte[] Make(SealingKey key, ReadOnlySpan<byte> plain, string about)
    {
        var bytes = new byte[TextAt + plain.Length];
        bytes[0] = Format;
        Convert.FromHexString(key.Id).CopyTo(bytes, 1);
        RandomNumberGenerator.Fill(bytes.AsSpan(NonceAt, NonceLength));
        using var cipher = key.Cipher();
        cipher.Encrypt(
            bytes.AsSpan(NonceAt, NonceLength), plain, bytes.AsSpan(TextAt), bytes.AsSpan(TagAt..TextAt), About(about));
        return bytes;
    }

    /// <summary>The id of the key that sealed the bytes.</summary>
    public static string KeyOf(ReadOnlySpan<byte> bytes) => bytes.Length >= TextAt && bytes[0] == Format
        ? Convert.ToHexStringLower(bytes[1..NonceAt])
        : throw new SealException(
            "What is stored is not sealed as this program does it. Run the newer program that wrote it, or restore a "
            + "backup.");

    public static byte[] Open(SealingKey key, ReadOnlySpan<byte> bytes, string about)
    {
        var plain = new byte[bytes.Length - TextAt];
        using var cipher = key.Cipher();
        try
        {
            cipher.Decrypt(
                bytes[NonceAt..TagAt], bytes[TextAt..], bytes[TagAt..TextAt], plain, About(about));
            return plain;
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw new SealException(
                $"What is stored as {about} was changed since it was sealed with the key {key}, or is another's."
                + " Restore the database from a backup.",
                error);
        }
    }

    private static byte[] About(string about) => Encoding.UTF8.GetBytes(about);
}
