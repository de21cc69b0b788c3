using System.Collections.Immutable;
using Prebuilds.Templates.Rules;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Prebuilds.Templates.Reading.Yaml;

/// <summary>
/// Makes a tree of the parser's events. YamlDotNet's own representation model would stop at the first key that is given
/// twice, and would follow any nesting until the stack is used up; and its scanner needs minutes for deep brackets.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>The deepest nesting; a definition needs 7.</summary>
    public const int MaxDepth = 16;

    private readonly Parser _parser;
    private readonly ProblemLog _log;
    private int _depth;

    private YamlTree(string text, ProblemLog log)
    {
#pragma warning disable RS0030 // YamlDotNet takes a TextReader only; this one reads memory, no device.
        _parser = new Parser(new System.IO.StringReader(text));
#pragma warning restore RS0030
        _log = log;
    }

    /// <summary>The tree; null when the text is no YAML, or empty. What was refused is in the log.</summary>
    public static YamlNode? Read(string text, ProblemLog log)
    {
        var tree = new YamlTree(text, log);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            log.Add((int)e.Start.Line, new Flaw(
                $"the YAML cannot be read: {e.Message.TrimEnd('.')}", "Correct it there"));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // What version 18.1 throws for some malformed text, such as an open bracket before a key, or "\UFFFFFFFF".
            log.Add(tree.Line, new Flaw(
                "the YAML cannot be read, here or soon after", "Look for an open bracket or quote, or a bad escape"));
        }

        return null;
    }

    private int Line => (int)(_parser.Current?.Start.Line ?? 1);

    private YamlNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _log.Add(1, new Flaw("the file is empty", "Describe the template, beginning with 'name: '"));
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = Node();
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
        {
            _log.Add(Line, new Flaw("a second document begins here", "Keep one template in one file"));
        }

        return root;
    }

    private YamlNode Node()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Refuse(alias, $"the alias {Quoted.Of($"*{alias.Value}")} is not supported", "Write the value out");
        }

        var node = _parser.Require<NodeEvent>();
        if (_depth == MaxDepth)
        {
            throw new SemanticErrorException(node.Start, node.End, $"it nests deeper than {MaxDepth} levels");
        }

        _depth++;
        YamlNode read = node switch
        {
            SequenceStart => Sequence(),
            MappingStart => Mapping(),
            _ => Value(),
        };
        _depth--;
        return Refusal(node) ?? read;
    }

    private YamlNode.Scalar Value()
    {
        var scalar = _parser.Consume<Scalar>();
        return new YamlNode.Scalar((int)scalar.Start.Line, scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private YamlNode.List Sequence()
    {
        var start = _parser.Consume<SequenceStart>();
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node());
        }

        return new YamlNode.List((int)start.Start.Line, items.DrainToImmutable());
    }

    private YamlNode.Map Mapping()
    {
        var start = _parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<(YamlNode.Scalar, YamlNode)>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node();
            var value = Node();
            if (key is YamlNode.Scalar name)
            {
                entries.Add((name, value));
            }
            else if (key is not YamlNode.Refused)
            {
                _log.Add(key.Line, new Flaw($"a key is {key.Kind}", "Use a word for a key"));
            }
        }

        return new YamlNode.Map((int)start.Start.Line, entries.DrainToImmutable());
    }

    private YamlNode.Refused? Refusal(NodeEvent node) => node switch
    {
        { Anchor.IsEmpty: false } => Refuse(
            node,
            $"the anchor {Quoted.Of($"&{node.Anchor.Value}")} is not supported",
            "Remove it, and write each value out"),
        { Tag.IsEmpty: false } => Refuse(
            node, $"the tag {Quoted.Of(node.Tag.ToString())} is not supported", "Remove it; put text in quotes"),
        _ => null,
    };

    private YamlNode.Refused Refuse(ParsingEvent node, string what, string remedy)
    {
        _log.Add((int)node.Start.Line, new Flaw(what, remedy));
        return new YamlNode.Refused((int)node.Start.Line);
    }
}
