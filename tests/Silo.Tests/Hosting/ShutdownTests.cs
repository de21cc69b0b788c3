using System.Text;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Hosting;

/// <summary>How the real silo ends while a build is under way that does not want to end.</summary>
public sealed class ShutdownTests
{
    private static readonly TemplatePackage Stubborn = new(
    [
        File(
            "template.yaml",
            "name: stubborn\nprovisioner: script\npresets:\n  - name: small\n    prebuilds: { instances: 1 }\n"),
        File("create", "#!/bin/sh\ntrap '' TERM\necho begun > begun\nwhile true; do sleep 0.05; done\n"),
        File("delete", "#!/bin/sh\n"),
    ]);

    [Fact]
    public async Task The_first_signal_ends_it_gracefully_and_gives_the_build_back()
    {
        await using var silo = await StartBuilding();

        Assert.Equal(0, await silo.Program.Terminate());

        Assert.Contains("Prebuilds has stopped", silo.Program.Printed, StringComparison.Ordinal);
        Assert.Empty(silo.WorkingBelow());
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        await using var silo = await StartBuilding();

        await Eventually.Sees(
            () =>
            {
                ProcessSignals.Terminate(silo.Program.Id);
                return Task.FromResult(silo.Program.HasExited);
            },
            exited => exited,
            "the end of the silo");

        Assert.Equal(128 + 15, await silo.Program.Ended());
        EndWhatIsLeft(silo);
    }

    private static async Task<SiloProcess> StartBuilding()
    {
        var silo = new SiloProcess();
        await silo.Start();
        await using var client = await ClusterClient.Connect(silo);
        await client.Prebuilds.Templates.Push("stubborn", Stubborn, activate: true);
        await Eventually.Sees(
            () => Task.FromResult(Directory.GetFiles(silo.Data, "begun", SearchOption.AllDirectories).Length),
            begun => begun == 1,
            "a build that has begun");
        return silo;
    }

    private static void EndWhatIsLeft(SiloProcess silo)
    {
        foreach (var id in silo.WorkingBelow())
        {
            ProcessSignals.Kill(id);
        }
    }

    private static TemplateFile File(string path, string content) => new(
        path, Executable: !path.Contains('.', StringComparison.Ordinal), [.. Encoding.UTF8.GetBytes(content)]);
}
