namespace Prebuilds.Storage.Sealing;

/// <summary>The key of a store that nobody gave one: a file beside the database that only its user may read.</summary>
internal static class KeyFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "state.key";

    /// <summary>Reads the key, after it was made when there is none.</summary>
    /// <exception cref="SealException">The file cannot be used.</exception>
    public static SealingKey ReadOrMake(string directory)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            if (!File.Exists(path))
            {
                Make(path);
            }

            return Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SealException(
                $"The key file '{path}' cannot be used ({error.Message}). Let the silo's user read and write it,"
                + " or name a key under Prebuilds:Storage:StateKey.",
                error);
        }
    }

    /// <summary>Reads the key; null when there is no such file.</summary>
    public static SealingKey? ReadIfThere(string directory)
    {
        var path = Path.Combine(directory, Name);
        return File.Exists(path) ? Read(path) : null;
    }

    private static SealingKey Read(string path) =>
        SealingKey.Parse(File.ReadAllText(path))
        ?? throw new SealException(
            $"The key file '{path}' holds no key, which would be {SealingKey.Length} bytes in base64."
            + " Restore it from a backup: without its key no workspace's state can be read.");

    // Whole or not at all: half a key would seem to be another one after a crash.
    private static void Make(string path)
    {
        var draft = $"{path}.{Environment.ProcessId}";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new StreamWriter(draft, options))
        {
            file.WriteLine(SealingKey.NewText());
            file.Flush();
            ((FileStream)file.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }
}
