using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Prebuilds.Provisioning.Local;
using Prebuilds.Provisioning.Terraform.Output;
using Prebuilds.Provisioning.Terraform.Running;
using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Provisioning.Terraform;

/// <summary>Looks for what is wrong with a template that only terraform can tell. Nothing is made.</summary>
/// <param name="folders">Where a folder for it may be made.</param>
/// <param name="binary">The terraform.</param>
/// <param name="runner">Runs it.</param>
/// <param name="configuration">Prepares a folder.</param>
/// <param name="clock">Measures how long it takes.</param>
internal sealed class TerraformCheck(
    DataFolders folders,
    TerraformBinary binary,
    TerraformRunner runner,
    Configuration configuration,
    TimeProvider clock)
{
    /// <summary>How long all of it may take: somebody waits for the answer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Most problems told.</summary>
    public const int MaxProblems = 50;

    private const string Definition = TemplatePackage.DefinitionFile;

    /// <summary>More than an answer of <c>terraform validate</c> has that anybody reads.</summary>
    private const int MaxOutput = 4 * 1024 * 1024;

    private string Root => Path.Combine(folders.Terraform, "checks");

    /// <summary>Every problem; empty: none was found.</summary>
    public async Task<ImmutableArray<Problem>> Check(
        TemplatePackage package, TemplateDefinition definition, CancellationToken stop)
    {
        if ((await binary.Find(stop)).Error is { } missing)
        {
            return [new Problem(Definition, "terraform cannot check it", missing.Message.TrimEnd('.'))];
        }

        await RemoveAbandoned();
        var folder = new WorkspaceFolder(Path.Combine(Root, Guid.NewGuid().ToString()))
        {
            Deadline = clock.GetUtcNow() + Limit,
        };
        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            Unpack(package, folder);
            ImmutableArray<Problem> problems =
                [.. Reserved(package), .. await Told(folder, definition, both.Token)];
            return [.. problems.Take(MaxProblems)];
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return
            [
                new Problem(
                    Definition,
                    $"terraform took longer than {Limit.TotalSeconds} s to fetch what the template needs and check it",
                    "Push again, what was fetched is kept; or see whether its providers and modules can be reached"),
            ];
        }
        finally
        {
            await FolderRemoval.Remove(folder.Path);
        }
    }

    /// <summary>Removes what checks left whose silo died.</summary>
    private async Task RemoveAbandoned()
    {
        var old = clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1);
        var all = Directory.CreateDirectory(Root).GetDirectories();
        foreach (var abandoned in all.Where(it => it.LastWriteTimeUtc < old))
        {
            await FolderRemoval.Remove(abandoned.FullName);
        }
    }

    private async Task<IEnumerable<Problem>> Told(
        WorkspaceFolder folder, TemplateDefinition definition, CancellationToken stop)
    {
        var report = new RunReport();
        if (await configuration.Init(folder, new OutputReader(log: _ => { }, report), stop) is { } error)
        {
            return report.Errors is []
                ? [new Problem(Definition, error.Message.TrimEnd('.'), "Mend it and push again")]
                : RunFailure.Essential(report.Errors).Select(ProblemOf);
        }

        var invalid = await Validate(folder, stop);
        return invalid is [] ? await Variables(folder, definition, stop) : invalid.Select(ProblemOf);
    }

    private async Task<ImmutableArray<Diagnostic>> Validate(WorkspaceFolder folder, CancellationToken stop)
    {
        var output = new StringBuilder();
        await runner.RunPlain(
            folder, TerraformCommands.Validate, piece => output.Append(piece, 0, Room(output, piece)), stop);
        return Read(output.ToString());
    }

    private static int Room(StringBuilder output, string piece) => Math.Min(piece.Length, MaxOutput - output.Length);

    /// <summary>The errors in the answer of <c>terraform validate -json</c>.</summary>
    internal static ImmutableArray<Diagnostic> Read(string output)
    {
        try
        {
            using var json = JsonDocument.Parse(output[Math.Max(0, output.IndexOf('{', StringComparison.Ordinal))..]);
            return
            [
                .. json.RootElement.GetProperty("diagnostics").EnumerateArray()
                    .Select(Diagnostic.Read)
                    .Where(diagnostic => diagnostic.IsError),
            ];
        }
        catch (Exception garbled) when (garbled is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [new Diagnostic(true, "terraform validate gave no answer", Bounded.Text(output, 500), null, null)];
        }
    }

    private async Task<IEnumerable<Problem>> Variables(
        WorkspaceFolder folder, TemplateDefinition definition, CancellationToken stop)
    {
        string[] parameters = [.. definition.Parameters.Select(parameter => parameter.Name)];
        var (declared, missing) = await configuration.AskVariables(
            folder, [.. TerraformVariables.Names, .. parameters], stop);
        return
        [
            .. parameters.Where(name => !declared.Contains(name)).Select(name => new Problem(
                Definition,
                $"the configuration declares no variable for the parameter {Quoted.Of(name)}",
                $"Add 'variable \"{name}\" {{}}' to it, or remove the parameter")),
            .. missing.Select(error => new Problem(
                error.Where ?? Definition,
                $"the variable has no default, and nothing sets it: {error.Detail.Split('\n')[0].TrimEnd('.')}",
                "Give it a default, or add a parameter of that name to template.yaml")),
        ];
    }

    private static IEnumerable<Problem> Reserved(TemplatePackage package) =>
        package.Files.Where(file => Configuration.IsReserved(file.Path.Split('/')[0])).Select(file => new Problem(
            file.Path,
            "the name belongs to what terraform or Prebuilds make in a workspace's folder",
            "Remove the file; a template holds no state and nothing that terraform fetched"));

    private static Problem ProblemOf(Diagnostic error) => new(
        error.Where ?? Definition,
        Bounded.Text(error.Detail.Length == 0 ? error.Summary : $"{error.Summary}: {error.Detail}", 1_000).TrimEnd('.'),
        "Mend it and push again");

    private static void Unpack(TemplatePackage package, WorkspaceFolder folder)
    {
        folder.Ensure();
        foreach (var file in package.Files.Where(file => !Configuration.IsReserved(file.Path.Split('/')[0])))
        {
            var path = Path.Combine(folder.Path, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, [.. file.Content]);
        }
    }
}
