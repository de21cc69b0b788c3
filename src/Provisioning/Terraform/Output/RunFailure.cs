using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Prebuilds.Builds;

namespace Prebuilds.Provisioning.Terraform.Output;

/// <summary>What a run that failed means for its build.</summary>
internal static partial class RunFailure
{
    /// <summary>Said beside the error that it follows from; alone they would say nothing.</summary>
    private static readonly ImmutableArray<string> Echoes =
        ["execution halted", "Terraform encountered problems during initialisation"];

    /// <summary>The error.</summary>
    /// <param name="command">What was run, <c>apply</c>.</param>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="report">What it said.</param>
    public static BuildError Of(string command, int exitCode, RunReport report)
    {
        var errors = Essential(report.Errors);
        var said = errors is []
            ? report.PlainText.Length == 0 ? "It said nothing." : report.PlainText
            : string.Join('\n', errors);
        return new BuildError(
            ClassOf(errors),
            Bounded.Message($"'terraform {command}' failed with exit code {exitCode}. {said}"));
    }

    /// <summary>
    /// The class of these errors: permanent when one of them is about the configuration itself, else capacity when one
    /// speaks of it, else transient.
    /// </summary>
    public static ErrorClass ClassOf(IEnumerable<Diagnostic> errors)
    {
        var classes = errors.Select(ClassOf).ToList();
        return classes.Contains(ErrorClass.Permanent) ? ErrorClass.Permanent
            : classes.Contains(ErrorClass.Capacity) ? ErrorClass.Capacity
            : ErrorClass.Transient;
    }

    /// <summary>The errors without those that only follow from others.</summary>
    public static ImmutableArray<Diagnostic> Essential(IReadOnlyList<Diagnostic> errors)
    {
        var essential = errors
            .Where(error => !Echoes.Any(echo => error.Summary.StartsWith(echo, StringComparison.Ordinal)))
            .ToImmutableArray();
        return essential is [] ? [.. errors] : essential;
    }

    /// <summary>
    /// What terraform finds wrong with a configuration stands at a line of it, and belongs to no resource that is being
    /// worked on. What a platform answers belongs to one.
    /// </summary>
    private static ErrorClass ClassOf(Diagnostic error)
    {
        var words = $"{error.Summary}\n{error.Detail}";
        var ofConfiguration = error is { Where: not null, Address: null } && !Outside().IsMatch(words);
        return ofConfiguration || Hopeless().IsMatch(words) ? ErrorClass.Permanent
            : NoRoom().IsMatch(words) ? ErrorClass.Capacity
            : ErrorClass.Transient;
    }

    /// <summary>What no repetition mends, although it stands at no line.</summary>
    [GeneratedRegex(
        "does not have a provider named|no available releases match|unsupported terraform core version"
        + "|inconsistent dependency lock file|provider dependency changes detected",
        RegexOptions.IgnoreCase)]
    private static partial Regex Hopeless();

    /// <summary>What may be better next time, although it stands at a line: sources of modules are fetched.</summary>
    [GeneratedRegex(
        "could not download|failed to download|could not connect|connection (refused|reset)|no such host|timed? ?out"
        + "|temporary failure|service unavailable",
        RegexOptions.IgnoreCase)]
    private static partial Regex Outside();

    [GeneratedRegex(
        "quota|limit ?exceeded|(?<!time )(?<![-\\w])limits?\\b|capacity|throttl|too ?many ?requests|insufficient"
        + "|out of (stock|resources)|no space left|exhausted",
        RegexOptions.IgnoreCase)]
    private static partial Regex NoRoom();
}
