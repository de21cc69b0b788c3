namespace Prebuilds.Provisioning.Local.Machines;

/// <summary>A file that holds one UUID, written once: the first process that asks decides for all.</summary>
/// <param name="path">Where it is.</param>
internal sealed class MarkFile(string path)
{
    /// <summary>The path of the file.</summary>
    public string Path => path;

    /// <summary>
    /// What the file says, after it was made of this value if there was none; null when it says nothing legible.
    /// </summary>
    public Guid? ReadOrWrite(Guid value)
    {
        if (!File.Exists(path))
        {
            Write(value);
        }

        return Guid.TryParse(File.ReadAllText(path).Trim(), out var kept) ? kept : null;
    }

    // Whole or not at all: the text is complete before the file has its name. It gets that by a link, which is refused
    // when the name is taken; a move was seen to replace the file that another process had made in between.
    private void Write(Guid value)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(draft, $"{value}\n");
        try
        {
            HardLink.TryCreate(path, draft);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
