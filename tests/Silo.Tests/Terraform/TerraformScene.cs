using System.Text.Json;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Testing;

namespace Prebuilds.Silo.Tests.Terraform;

/// <summary>The real silo with the real terraform, asked by the real command line.</summary>
internal sealed class TerraformScene : IAsyncDisposable
{
    private TerraformScene((string Name, string Value)[] settings)
    {
        Silo = new SiloProcess(settings);
        Templates = new TerraformTemplates(Silo.Folder);
    }

    public SiloProcess Silo { get; }

    public TerraformTemplates Templates { get; }

    public static async Task<TerraformScene> Start(params (string Name, string Value)[] settings)
    {
        var scene = new TerraformScene(settings);
        try
        {
            await scene.Silo.Start();
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one command that must succeed.</summary>
    public Task<string> Run(params string[] arguments) => Cli.Succeed(Silo, arguments);

    /// <summary>The ids of the workspaces that have a folder.</summary>
    public HashSet<string> Folders() =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(Silo.Data, "terraform", "workspaces"))
            .Select(path => Path.GetFileName(path)!),
    ];

    public Task<string> Push(string template) => Run("template", "push", template);

    public async Task<string> Metrics(string part) => await Eventually.Sees(
        () => Silo.Get("/metrics"), page => page.Contains(part, StringComparison.Ordinal), part);

    public async Task<JsonDocument> Json(params string[] arguments) =>
        JsonDocument.Parse(await Run([.. arguments, "--output", "json"]));

    public Task<int> UntilReady(string preset, int count) => Eventually.Sees(
        async () =>
        {
            using var shown = await Json("preset", "show", preset);
            return shown.RootElement.GetProperty("ready").GetInt32();
        },
        ready => ready == count,
        $"{count} ready");

    /// <summary>Waits until a workspace's hand-over is in this state.</summary>
    /// <param name="name">The workspace's name.</param>
    /// <param name="state">The state.</param>
    /// <param name="more">Whose it is, when not ada's.</param>
    public async Task<JsonElement> UntilHandOver(string name, string state, params string[] more)
    {
        using var shown = await Eventually.Sees(
            () => Json(["workspace", "show", name, .. more]),
            shown => shown.RootElement.GetProperty("workspace").GetProperty("handOver").GetString() == state,
            $"hand-over {state}");
        return shown.RootElement.Clone();
    }

    public ValueTask DisposeAsync() => Silo.DisposeAsync();
}
