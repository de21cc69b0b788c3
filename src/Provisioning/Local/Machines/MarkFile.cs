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
    /// <exception cref="MarkException">It cannot be made or read; nothing is left of the attempt.</exception>
    public Guid? ReadOrWrite(Guid value)
    {
        try
        {
            if (!File.Exists(path))
            {
                Write(value);
            }

            return Guid.TryParse(File.ReadAllText(path).Trim(), out var kept) ? kept : null;
        }
        catch (Exception fault) when (MachineFault.Is(fault))
        {
            throw new MarkException(
                $"The file '{path}' cannot be made or read: {fault.Message.TrimEnd('.')}. "
                + "Make room on its disk and give the silo's user access to it, then start again.",
                fault);
        }
    }

    // Whole or not at all: the text is complete before the file has its name. It gets that by a link, which is refused
    // when the name is taken; a move was seen to replace the file that another process had made in between.
    private void Write(Guid value)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllText(draft, $"{value}\n");
            HardLink.TryCreate(path, draft);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
