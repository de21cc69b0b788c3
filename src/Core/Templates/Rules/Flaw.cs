namespace Prebuilds.Templates.Rules;

/// <summary>What is wrong with a value, before anybody knows where it stood.</summary>
/// <param name="What">What is wrong, with the value that was seen.</param>
/// <param name="Remedy">What to do about it.</param>
public readonly record struct Flaw(string What, string Remedy)
{
    /// <summary>The same, with its place.</summary>
    /// <param name="where">File and line, or path.</param>
    public Problem At(string where) => new(where, What, Remedy);
}
