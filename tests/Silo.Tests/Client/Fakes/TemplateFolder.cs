namespace Prebuilds.Silo.Tests.Client.Fakes;

/// <summary>A template's directory on disk, for one test.</summary>
internal sealed class TemplateFolder : IDisposable
{
    private const string Definition =
        """
        name: go-dev
        provisioner: script
        presets:
          - name: large
            prebuilds:
              instances: 3

        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("prebuilds-template-").FullName;

    /// <summary>A template without a problem.</summary>
    public static TemplateFolder Valid()
    {
        var folder = new TemplateFolder();
        folder.Write("template.yaml", Definition);
        folder.Write("create", "#!/bin/sh\n", executable: true);
        folder.Write("delete", "#!/bin/sh\n", executable: true);
        return folder;
    }

    public string Write(string name, string content, bool executable = false)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        if (executable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        }

        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
