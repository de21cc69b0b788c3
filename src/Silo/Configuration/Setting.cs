using System.Globalization;

namespace Prebuilds.Silo.Configuration;

/// <summary>One key of the section <c>Prebuilds</c>.</summary>
/// <param name="Key">The key below the section; <c>NAME:*</c> for a list.</param>
internal abstract record Setting(string Key)
{
    private const string AnyIndex = ":*";

    /// <summary>A key whose value goes into an option.</summary>
    public static Setting Of<TOptions, TValue>(string key, ValueKind<TValue> kind, Action<TOptions, TValue> set)
        where TOptions : class => new Into<TOptions, TValue>(key, kind, set);

    /// <summary>The key as a user would write it: of a list, that of its first item.</summary>
    public string Example => Key.Replace(AnyIndex, ":0", StringComparison.Ordinal);

    /// <summary>Whether this is the setting that <paramref name="key"/> names.</summary>
    public bool Matches(string key) => Key.EndsWith(AnyIndex, StringComparison.Ordinal)
        ? key.StartsWith(Key[..^1], StringComparison.OrdinalIgnoreCase)
            && int.TryParse(key[(Key.Length - 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _)
        : key.Equals(Key, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with a text as this key's value; null: nothing.</summary>
    public abstract string? WhyUnreadable(string key, string text);

    /// <summary>Puts a readable text's value into its option; nothing when the option is another object's.</summary>
    public abstract void Apply(string text, object options);

    private sealed record Into<TOptions, TValue>(string Key, ValueKind<TValue> Kind, Action<TOptions, TValue> Set) : Setting(Key)
        where TOptions : class
    {
        public override string? WhyUnreadable(string key, string text) => Kind.TryParse(text, out _)
            ? null
            : $"{PrebuildsSettings.Section}:{key} is {Quoted.Of(text)}. Use {Kind.Expected}.";

        public override void Apply(string text, object options)
        {
            if (options is TOptions target && Kind.TryParse(text, out var value))
            {
                Set(target, value);
            }
        }
    }
}
