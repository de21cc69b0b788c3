using System.Security.Cryptography;
using Prebuilds.Storage.Hosting;
using Prebuilds.Storage.Sealing;

namespace Prebuilds.Storage.Tests.Sealing;

public sealed class KeyRingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prebuilds-keys-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_sealed_opens_as_what_it_is_about_and_as_nothing_else()
    {
        var keys = Postgres(NewKey());
        var bytes = keys.Seal("secret"u8, "a");

        Assert.Equal("secret"u8.ToArray(), keys.Open(bytes, "a"));
        var error = Assert.Throws<SealException>(() => keys.Open(bytes, "b"));
        Assert.Contains("is another's", error.Message);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("secret"u8));
    }

    [Fact]
    public void The_same_bytes_are_never_sealed_alike()
    {
        var keys = Postgres(NewKey());
        Assert.NotEqual(keys.Seal("x"u8, "a"), keys.Seal("x"u8, "a"));
    }

    [Fact]
    public void No_bit_of_what_is_sealed_may_change()
    {
        var keys = Postgres(NewKey());
        var bytes = keys.Seal("secret"u8, "a");
        for (var i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 1;
            Assert.Throws<SealException>(() => keys.Open(changed, "a"));
        }

        Assert.Throws<SealException>(() => keys.Open(bytes.AsSpan(0, 20), "a"));
    }

    [Fact]
    public void An_older_key_still_opens_what_it_sealed()
    {
        var (older, newer) = (NewKey(), NewKey());
        var bytes = Postgres(older).Seal("secret"u8, "a");

        Assert.Equal("secret"u8.ToArray(), Postgres(newer, older).Open(bytes, "a"));
    }

    [Fact]
    public void Without_its_key_the_error_names_the_key_that_lacks()
    {
        var (older, newer) = (NewKey(), NewKey());
        var bytes = Postgres(older).Seal("secret"u8, "a");

        var error = Assert.Throws<SealException>(() => Postgres(newer).Open(bytes, "a"));

        Assert.Contains(SealingKey.Parse(older)!.Id, error.Message);
        Assert.Contains(SealingKey.Parse(newer)!.Id, error.Message);
        Assert.Contains("Prebuilds:Storage:OldStateKeys", error.Message);
        Assert.DoesNotContain(older, error.Message);
    }

    [Fact]
    public void Without_any_key_the_error_says_how_to_make_one()
    {
        var error = Assert.Throws<SealException>(() => Postgres("").Require());
        Assert.Contains("Prebuilds:Storage:StateKey", error.Message);
        Assert.Contains("openssl rand -base64 32", error.Message);
    }

    [Fact]
    public void A_store_that_is_a_file_has_its_key_beside_it_for_its_user_only()
    {
        var bytes = Sqlite().Seal("secret"u8, "a");
        var file = Path.Combine(_folder.FullName, KeyFile.Name);

        Assert.Equal("secret"u8.ToArray(), Sqlite().Open(bytes, "a"));
        Assert.Equal([file], Directory.GetFiles(_folder.FullName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task All_who_need_the_first_key_at_once_seal_with_the_one_that_is_kept()
    {
        const int Callers = 4;
        for (var round = 0; round < 20; round++)
        {
            var directory = _folder.CreateSubdirectory($"{round}").FullName;
            var ring = Of(StorageProvider.Sqlite, directory, "");
            using var together = new Barrier(Callers);

            var bytes = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() =>
            {
                together.SignalAndWait();
                return ring.Seal("secret"u8, "a");
            })));

            var later = Of(StorageProvider.Sqlite, directory, "");
            Assert.All(bytes, it => Assert.Equal("secret"u8.ToArray(), later.Open(it, "a")));
        }
    }

    [Fact]
    public void The_key_of_the_file_still_opens_after_one_was_configured()
    {
        var bytes = Sqlite().Seal("secret"u8, "a");
        Assert.Equal("secret"u8.ToArray(), Sqlite(NewKey()).Open(bytes, "a"));
    }

    [Fact]
    public void A_key_file_that_holds_no_key_is_not_replaced()
    {
        var file = Path.Combine(_folder.FullName, KeyFile.Name);
        File.WriteAllText(file, "half");

        Assert.Contains(file, Assert.Throws<SealException>(() => Sqlite().Require()).Message);
        Assert.Equal("half", File.ReadAllText(file));
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static KeyRing Postgres(string key, params string[] older) => Of(StorageProvider.Postgres, "", key, older);

    private KeyRing Sqlite(string key = "") => Of(StorageProvider.Sqlite, _folder.FullName, key);

    private static KeyRing Of(StorageProvider provider, string directory, string key, params string[] older)
    {
        var options = new StorageOptions { Provider = provider, DataDirectory = directory, StateKey = key };
        foreach (var text in older)
        {
            options.OldStateKeys.Add(text);
        }

        return KeyRing.Of(options);
    }
}
