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
/// <param name="locks">Says of a folder whether its check still goes on.</param>
/// <param name="binary">The terraform.</param>
/// <param name="runner">Runs it.</param>
/// <param name="configuration">Prepares a folder.</param>
/// <param name="clock">Measures how long it takes.</param>
internal sealed class TerraformCheck(
    DataFolders folders,
    FileLocks locks,
    TerraformBinary binary,
    TerraformRunner runner,
    Configuration configuration,
    TimeProvider clock)
{
    /// <summary>How long terraform may take to answer once all is fetched, and to tell its version.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);

    /// <summary>Most problems told.</summary>
    public const int MaxProblems = 50;

    private const string Definition = TemplatePackage.DefinitionFile;

    /// <summary>More than an answer of <c>terraform validate</c> has that anybody reads.</summary>
    private const int MaxOutput = 4 * 1024 * 1024;

    private string Root => Path.Combine(folders.Terraform, "checks");

    /// <summary>Finds every problem, and chooses the providers of a template without a lock file.</summary>
    public async Task<CheckResult> Check(CheckRequest request, CancellationToken stop)
    {
        if (await Answered(Usable, stop) is { Length: > 0 } unusable)
        {
            return new CheckResult(unusable);
        }

        var folder = new WorkspaceFolder(Path.Combine(Root, Guid.NewGuid().ToString()))
        {
            Deadline = clock.GetUtcNow() + request.FetchLimit + AnswerLimit,
        };
        using var held = await locks.Await(LockOf(folder), stop);
        await RemoveAbandoned();
        try
        {
            Unpack(request.Package, folder);
            ImmutableArray<Problem> problems =
                [.. Reserved(request.Package), .. await Told(folder, request, stop)];
            return problems is [] ? await Pinned(request.Package, folder, stop) : new([.. problems.Take(MaxProblems)]);
        }
        finally
        {
            await FolderRemoval.Remove(folder.Path);
            held.Remove();
        }
    }

    private static async Task<CheckResult> Pinned(
        TemplatePackage package, WorkspaceFolder folder, CancellationToken stop)
    {
        var path = Path.Combine(folder.Path, Configuration.LockFile);
        if (package.Find(Configuration.LockFile) is not null || !File.Exists(path))
        {
            return CheckResult.Good;
        }

        var pins = PinnedProviders.Of(await File.ReadAllTextAsync(path, stop), PinnedProviders.Platform);
        return pins.Length <= TemplateVersion.MaxPins
            ? new CheckResult([]) { Pins = pins }
            : new CheckResult([new Problem(
                Configuration.LockFile,
                $"terraform wrote {pins.Length} bytes of it, more than the {TemplateVersion.MaxPins} that can be kept",
                $"Let the template use fewer providers, or bring a {Configuration.LockFile} of its own")]);
    }

    private async Task<ImmutableArray<Problem>> Usable(CancellationToken stop) =>
        (await binary.Find(stop)).Error is { } missing
            ? [new Problem(Definition, "terraform cannot check it", missing.Message.TrimEnd('.'))]
            : [];

    /// <summary>Removes what checks left whose silo died: nobody holds their locks any more.</summary>
    private async Task RemoveAbandoned()
    {
        foreach (var path in Directory.CreateDirectory(Root).GetDirectories().Select(it => it.FullName))
        {
            await RemoveAbandoned(new WorkspaceFolder(path));
        }
    }

    private async Task RemoveAbandoned(WorkspaceFolder folder)
    {
        using var held = FileLock.TryAcquire(Path.Combine(folders.Locks, LockOf(folder)));
        if (held is null)
        {
            return;
        }

        await runner.EndLeftovers(folder);
        await FolderRemoval.Remove(folder.Path);
        held.Remove();
    }

    private static string LockOf(WorkspaceFolder folder) => $"terraform-check-{folder.Subject}";

    private async Task<ImmutableArray<Problem>> Told(
        WorkspaceFolder folder, CheckRequest request, CancellationToken stop)
    {
        if (await Fetch(folder, request.FetchLimit, stop) is { Length: > 0 } problems)
        {
            return problems;
        }

        return await Answered(
            async limited => await Validate(folder, limited) is { Length: > 0 } invalid
                ? [.. invalid.Select(ProblemOf)]
                : await Variables(folder, request.Definition, limited),
            stop);
    }

    private async Task<ImmutableArray<Problem>> Fetch(WorkspaceFolder folder, TimeSpan limit, CancellationToken stop)
    {
        var report = new RunReport();
        try
        {
            var error = await configuration.Init(folder, new OutputReader(log: _ => { }, report), limit, stop);
            return error is null ? []
                : report.Errors is [] ? [new Problem(Definition, error.Message.TrimEnd('.'), "Mend it and push again")]
                : [.. RunFailure.Essential(report.Errors).Select(ProblemOf)];
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return
            [
                new Problem(
                    Definition,
                    $"terraform took longer than {limit} to fetch the template's providers and modules",
                    "See whether they can be reached, or raise Prebuilds:Builds:TimeLimit; then push again"),
            ];
        }
    }

    /// <summary>Asks terraform what it must answer at once.</summary>
    private async Task<ImmutableArray<Problem>> Answered(
        Func<CancellationToken, Task<ImmutableArray<Problem>>> ask, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return
            [
                new Problem(
                    Definition,
                    $"terraform took longer than {AnswerLimit.TotalSeconds} s to check it",
                    "See what this machine is busy with, and push again"),
            ];
        }
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

    private async Task<ImmutableArray<Problem>> Variables(
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
