using System.Security.Cryptography;

namespace Prebuilds.Storage.Sealing;

/// <summary>A key for AES-256-GCM. It never shows itself: only its id does, which tells nothing about it.</summary>
internal sealed class SealingKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    /// <summary>Bytes of an id.</summary>
    public const int IdLength = 8;

    private readonly byte[] _key;

    private SealingKey(byte[] key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, IdLength));
    }

    /// <summary>Which key it is: stored with all that it sealed.</summary>
    public string Id { get; }

    /// <summary>Reads a key from base64; null when the text is none.</summary>
    public static SealingKey? Parse(string base64)
    {
        var key = new byte[Length];
        return Convert.TryFromBase64String(base64.Trim(), key, out var length) && length == Length
            ? new SealingKey(key)
            : null;
    }

    /// <summary>The text of a new key.</summary>
    public static string NewText() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The cipher of this key.</summary>
    public AesGcm Cipher() => new(_key, AesGcm.TagByteSizes.MaxSize);

    /// <inheritdoc/>
    public override string ToString() => Id;
}
