using Prebuilds.Provisioning.Terraform.State;

namespace Prebuilds.Provisioning.Terraform;

/// <summary>
/// The folder that terraform works in for one workspace: links to the prepared configuration, and beside them what is
/// the workspace's own. Nobody but the silo's user may look into it: states hold secrets.
/// </summary>
/// <param name="path">The folder's path.</param>
internal sealed class WorkspaceFolder(string path)
{
    /// <summary>The file that terraform keeps its state in, relative to the folder.</summary>
    public const string StateName = "terraform.tfstate";

    /// <summary>What the names of our own files in the folder begin with.</summary>
    public const string OurPrefix = "prebuilds.";

    /// <summary>The file with the variables' values, relative to the folder.</summary>
    public const string VariablesName = OurPrefix + "tfvars.json";

    /// <summary>A plan, relative to the folder.</summary>
    public const string PlanName = OurPrefix + "tfplan";

    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The folder's path.</summary>
    public string Path => path;

    /// <summary>When what runs in it must have ended, also if this process is gone by then.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Whose folder it is: its name, an id.</summary>
    public string Subject => System.IO.Path.GetFileName(path);

    /// <summary>The path of the state.</summary>
    public string State => System.IO.Path.Combine(path, StateName);

    /// <summary>The file that names the run that is under way.</summary>
    public string RunMark => System.IO.Path.Combine(path, OurPrefix + "run");

    /// <summary>Whether there is a state, legible or not.</summary>
    public bool HasState => new FileInfo(State) is { Exists: true, Length: > 0 };

    /// <summary>Changes when the state does.</summary>
    public (DateTime Written, long Length) StateStamp =>
        new FileInfo(State) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <summary>Makes the folder when it is missing.</summary>
    public void Ensure() => Directory.CreateDirectory(path, Ours | UnixFileMode.UserExecute);

    /// <summary>Lets the folder show a configuration.</summary>
    /// <param name="entries">The paths of its files and folders.</param>
    public void Link(IEnumerable<string> entries)
    {
        foreach (var entry in entries)
        {
            var link = System.IO.Path.Combine(path, System.IO.Path.GetFileName(entry));
            if (new FileInfo(link).LinkTarget != entry)
            {
                File.Delete(link);
                File.CreateSymbolicLink(link, entry);
            }
        }
    }

    /// <summary>The state; null when there is none, or when it is just being written.</summary>
    public StateFile? ReadState()
    {
        try
        {
            return StateFile.TryRead(File.ReadAllBytes(State));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Puts a state there, whole or not at all.</summary>
    public void WriteState(StateFile state) => Write(StateName, state.Bytes.Span);

    /// <summary>Puts the variables' values there.</summary>
    public void WriteVariables(string json) => Write(VariablesName, System.Text.Encoding.UTF8.GetBytes(json));

    /// <summary>Removes a plan, which holds values of variables.</summary>
    public void RemovePlan() => File.Delete(System.IO.Path.Combine(path, PlanName));

    private void Write(string name, ReadOnlySpan<byte> content)
    {
        var draft = System.IO.Path.Combine(path, $"{OurPrefix}draft");
        File.Delete(draft);
        var anew = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = Ours,
        };
        using (var file = new FileStream(draft, anew))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, System.IO.Path.Combine(path, name), overwrite: true);
    }
}
