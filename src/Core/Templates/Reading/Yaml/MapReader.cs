using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading.Yaml;

/// <summary>A map with known keys. Opening it reports keys that are unknown or given twice.</summary>
internal sealed class MapReader
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _empty = new(StringComparer.Ordinal);
    private readonly HashSet<string> _misspelt = new(StringComparer.Ordinal);
    private readonly ProblemLog _log;

    private MapReader(int line, ProblemLog log)
    {
        Line = line;
        _log = log;
    }

    public int Line { get; }

    /// <summary>The map; null, with a problem in the log, when the node is none.</summary>
    public static MapReader? Open(YamlNode? node, YamlKey key, YamlKey[] known, ProblemLog log)
    {
        if (node is not YamlNode.Map map)
        {
            if (node is not null)
            {
                YamlValues.WrongType(node, key, "a map", log);
            }

            return null;
        }

        var reader = new MapReader(map.Line, log);
        foreach (var (name, value) in KeysOnce.Of(map, log))
        {
            reader.Add(name, value, known);
        }

        return reader;
    }

    /// <summary>The value; null when there is none.</summary>
    public YamlNode? Find(YamlKey key) => _values.GetValueOrDefault(key.Name);

    /// <summary>The value; null, with a problem in the log, when there is none.</summary>
    public YamlNode? Require(YamlKey key)
    {
        var value = Find(key);
        if (value is null && _empty.TryGetValue(key.Name, out var line))
        {
            _log.Add(line, new Flaw($"'{key.Name}' has no value", key.Remedy));
        }
        else if (value is null && !_misspelt.Contains(key.Name))
        {
            _log.Add(Line, new Flaw($"'{key.Name}' is missing", key.Remedy));
        }

        return value;
    }

    private void Add(YamlNode.Scalar name, YamlNode value, YamlKey[] known)
    {
        if (known.Any(key => key.Name == name.Text))
        {
            if (value is YamlNode.Scalar { Nothing: true })
            {
                _empty.Add(name.Text, name.Line);
            }
            else
            {
                _values.Add(name.Text, value);
            }

            return;
        }

        var nearest = _log.Suggest(name.Text, known.Select(key => key.Name));
        if (nearest is not null)
        {
            _misspelt.Add(nearest);
        }

        _log.Add(name.Line, new Flaw(
            $"the key {Quoted.Of(name.Text)} is unknown here",
            nearest is null
                ? $"Remove it; the keys here are {string.Join(", ", known.Select(key => key.Name))}"
                : $"Write '{nearest}'"));
    }
}
