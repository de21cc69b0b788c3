using System.Collections.Immutable;
using Prebuilds.Storage.Hosting;

namespace Prebuilds.Storage.Sealing;

/// <summary>The key that seals, and the older ones that still open what they sealed.</summary>
internal sealed class KeyRing
{
    private const string NoKey =
        "There is no key to seal workspaces' state with. Put 32 random bytes in base64, "
        + "such as 'openssl rand -base64 32'"
        + " makes, under Prebuilds:Storage:StateKey of every silo.";

    private readonly Func<ImmutableArray<SealingKey>> _read;
    private readonly Lock _reading = new();
    private ImmutableArray<SealingKey> _keys;

    private KeyRing(Func<ImmutableArray<SealingKey>> read) => _read = read;

    /// <summary>
    /// The keys of a configuration; without one, a store that is a file has its key in a file, which is made when it is
    /// first needed.
    /// </summary>
    public static KeyRing Of(StorageOptions options) => new(() =>
    {
        var given = new[] { options.StateKey }.Concat(options.OldStateKeys)
            .Where(text => text.Length > 0)
            .Select(text => SealingKey.Parse(text)!);
        var hasKey = options.StateKey.Length > 0;
        return options.Provider == StorageProvider.Postgres
            ? hasKey ? [.. given] : []
            : hasKey
                ?
                [
                    .. given,
                    .. KeyFile.ReadIfThere(options.DataDirectory) is { } older ? [older] : Array.Empty<SealingKey>(),
                ]
                : [KeyFile.ReadOrMake(options.DataDirectory), .. given];
    });

    /// <summary>Seals bytes. They open again only as what they are about.</summary>
    /// <param name="plain">The bytes.</param>
    /// <param name="about">What they are, and of what: nothing of it is stored.</param>
    /// <exception cref="SealException">There is no key.</exception>
    public byte[] Seal(ReadOnlySpan<byte> plain, string about) => Sealed.Make(Sealing(), plain, about);

    /// <summary>Opens sealed bytes.</summary>
    /// <exception cref="SealException">
    /// The key that sealed them is not here, or they are not what they should be.
    /// </exception>
    public byte[] Open(ReadOnlySpan<byte> bytes, string about)
    {
        Require();
        var id = Sealed.KeyOf(bytes);
        var key = Keys().FirstOrDefault(key => key.Id == id)
            ?? throw new SealException(
                $"This was sealed with the key {id}, and this silo has only {string.Join(", ", Keys())}."
                + " Put the key of then under Prebuilds:Storage:OldStateKeys, or restore the file that held it.");
        return Sealed.Open(key, bytes, about);
    }

    /// <summary>Asks for the key that seals, before anything is done that needs it.</summary>
    /// <exception cref="SealException">There is none.</exception>
    public void Require() => Sealing();

    private SealingKey Sealing() => Keys() is [var first, ..] ? first : throw new SealException(NoKey);

    /// <summary>
    /// The keys, read by one at a time: two that made the key file at once would seal with two keys, of which one is
    /// kept. A failure is not remembered, so that whoever mends its cause need not start the silo anew.
    /// </summary>
    private ImmutableArray<SealingKey> Keys()
    {
        lock (_reading)
        {
            return _keys = _keys.IsDefault ? _read() : _keys;
        }
    }
}
