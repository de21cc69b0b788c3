using System.Collections.Immutable;

namespace Prebuilds.Templates.Reading.Yaml;

/// <summary>
/// What a YAML document says, with the line of each part (from 1). Keys keep their order, and may be given twice.
/// </summary>
internal abstract record YamlNode
{
    private YamlNode(int line) => Line = line;

    public int Line { get; }

    /// <summary>What the author would call it.</summary>
    public abstract string Kind { get; }

    /// <summary>A single value, as it is written: <c>1.10</c> stays <c>1.10</c>.</summary>
    /// <param name="At">The line.</param>
    /// <param name="Text">The text without its quotes.</param>
    /// <param name="Plain">Whether it was written without quotes, so that <c>3</c> is a number and <c>~</c>
    /// nothing.</param>
    public sealed record Scalar(int At, string Text, bool Plain) : YamlNode(At)
    {
        /// <summary>Whether nothing is written: a key without a value counts as a key that is not there.</summary>
        public bool Nothing => Plain && Text is "" or "~" or "null" or "Null" or "NULL";

        public override string Kind => Nothing ? "empty" : Plain ? Quoted.Of(Text) : $"the text {Quoted.Of(Text)}";
    }

    /// <summary>A list.</summary>
    public sealed record List(int At, ImmutableArray<YamlNode> Items) : YamlNode(At)
    {
        public override string Kind => "a list";
    }

    /// <summary>A map.</summary>
    public sealed record Map(int At, ImmutableArray<(Scalar Key, YamlNode Value)> Entries) : YamlNode(At)
    {
        public override string Kind => "a map";
    }

    /// <summary>
    /// A part that was refused and reported when it was parsed, so nobody needs to say more about it.
    /// </summary>
    public sealed record Refused(int At) : YamlNode(At)
    {
        public override string Kind => "refused";
    }
}
