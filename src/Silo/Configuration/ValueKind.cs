namespace Prebuilds.Silo.Configuration;

/// <summary>How the text of a setting is read.</summary>
/// <typeparam name="T">What it becomes.</typeparam>
/// <param name="Expected">What a user may write, as the end of "Use …".</param>
/// <param name="TryParse">Reads it.</param>
internal sealed record ValueKind<T>(string Expected, ValueKind<T>.Parser TryParse)
{
    /// <summary>Reads a text; false when it is not of this kind.</summary>
    public delegate bool Parser(string text, out T value);
}
