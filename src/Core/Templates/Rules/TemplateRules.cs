using System.Buffers;

namespace Prebuilds.Templates.Rules;

/// <summary>What names, values and counts of a template may be. Each rule answers with the flaw, or null.</summary>
public static class TemplateRules
{
    /// <summary>Most presets of one template.</summary>
    public const int MaxPresets = 200;

    /// <summary>Most parameters of one template.</summary>
    public const int MaxParameters = 100;

    /// <summary>Most characters of a parameter's value.</summary>
    public const int MaxValueLength = 4096;

    private const int MaxNameLength = 63;

    private const int MaxParameterNameLength = 64;

    private static SearchValues<char> NameCharacters { get; } =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Templates and presets are named like hosts: <c>[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?</c>.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="kind">What it names, for the message.</param>
    public static Flaw? Name(string name, string kind) =>
        name.Length is > 0 and <= MaxNameLength
        && !name.AsSpan().ContainsAnyExcept(NameCharacters)
        && name[0] != '-'
        && name[^1] != '-'
            ? null
            : new Flaw(
                $"{Quoted.Of(name)} is not a {kind} name",
                $"Use 1 to {MaxNameLength} lower-case letters, digits and '-', with no '-' at either end");

    /// <summary>Parameters are named like variables: <c>[A-Za-z_][A-Za-z0-9_]{0,63}</c>.</summary>
    /// <param name="name">What was written.</param>
    public static Flaw? ParameterName(string name) =>
        name.Length is > 0 and <= MaxParameterNameLength
        && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? null
            : new Flaw(
                $"{Quoted.Of(name)} is not a parameter name",
                $"Use 1 to {MaxParameterNameLength} letters, digits and '_', not beginning with a digit");

    /// <summary>Values reach programs as text that ends at a NUL, so they hold none, and have a length.</summary>
    /// <param name="parameter">The parameter's name, for the message.</param>
    /// <param name="value">Its value.</param>
    public static Flaw? Value(string parameter, string value)
    {
        if (value.Length > MaxValueLength)
        {
            return new Flaw(
                $"the value of {Quoted.Of(parameter)} has {value.Length} characters",
                $"Use at most {MaxValueLength}; put longer texts into a file of the template");
        }

        return value.Contains('\0', StringComparison.Ordinal)
            ? new Flaw($"the value of {Quoted.Of(parameter)} holds a NUL character", "Remove it")
            : null;
    }
}
