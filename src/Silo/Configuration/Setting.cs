using System.Globalization;

namespace Prebuilds.Silo.Configuration;

/// <summary>One key of the section <c>Prebuilds</c>.</summary>
/// <param name="Key">
/// The key below the section; <c>KEY:*</c> for a list; with a segment <c>{name}</c> for each of many things that users
/// name.
/// </param>
internal abstract record Setting(string Key)
{
    private const string AnyIndex = ":*";
    private const string AnyName = "{name}";

    /// <summary>A key whose value goes into an option.</summary>
    public static Setting Of<TOptions, TValue>(string key, ValueKind<TValue> kind, Action<TOptions, TValue> set)
        where TOptions : class => new Into<TOptions, TValue>(key, kind, (options, _, value) => set(options, value));

    /// <summary>A key of things that users name, whose value goes into an option of the thing of that name.</summary>
    public static Setting Of<TOptions, TValue>(string key, ValueKind<TValue> kind, Action<TOptions, string, TValue> set)
        where TOptions : class => new Into<TOptions, TValue>(key, kind, set);

    /// <summary>
    /// The key as a user would write it: of a list, that of its first item; of a named thing, one of that name.
    /// </summary>
    public string Example =>
        Key.Replace(AnyIndex, ":0", StringComparison.Ordinal).Replace(AnyName, "ops", StringComparison.Ordinal);

    /// <summary>Whether this is the setting that <paramref name="key"/> names.</summary>
    public bool Matches(string key) => Key.EndsWith(AnyIndex, StringComparison.Ordinal)
        ? key.StartsWith(Key[..^1], StringComparison.OrdinalIgnoreCase)
            && int.TryParse(key[(Key.Length - 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _)
        : key.Equals(Key.Replace(AnyName, NameIn(key), StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands in a key where this one has any name; empty: nothing does.</summary>
    protected string NameIn(string key)
    {
        var place = Array.IndexOf(Key.Split(':'), AnyName);
        var segments = key.Split(':');
        return place >= 0 && place < segments.Length ? segments[place] : "";
    }

    /// <summary>What is wrong with a text as this key's value; null: nothing.</summary>
    public abstract string? WhyUnreadable(string key, string text);

    /// <summary>Puts a readable text's value into its option; nothing when the option is another object's.</summary>
    public abstract void Apply(string key, string text, object options);

    private sealed record Into<TOptions, TValue>(
        string Key, ValueKind<TValue> Kind, Action<TOptions, string, TValue> Set) : Setting(Key)
        where TOptions : class
    {
        public override string? WhyUnreadable(string key, string text) => Kind.TryParse(text, out _)
            ? null
            : $"{PrebuildsSettings.Section}:{key} is {Quoted.Of(text)}. Use {Kind.Expected}.";

        public override void Apply(string key, string text, object options)
        {
            if (options is TOptions target && Kind.TryParse(text, out var value))
            {
                Set(target, NameIn(key), value);
            }
        }
    }
}
