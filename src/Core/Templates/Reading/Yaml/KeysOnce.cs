using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading.Yaml;

/// <summary>Names that may be used once.</summary>
internal sealed class KeysOnce(string kind, ProblemLog log)
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>The entries of a map, each key once; a second one is reported and left out.</summary>
    public static IEnumerable<(YamlNode.Scalar Key, YamlNode Value)> Of(YamlNode.Map map, ProblemLog log)
    {
        var keys = new KeysOnce("key", log);
        return map.Entries.Where(entry => keys.Add(entry.Key.Text, entry.Key.Line));
    }

    /// <summary>Whether the name is new; reports it when it is not.</summary>
    public bool Add(string name, int line)
    {
        if (_lines.TryAdd(name, line))
        {
            return true;
        }

        log.Add(line, new Flaw(
            $"the {kind} {Quoted.Of(name)} is given twice, first in line {_lines[name]}",
            "Rename or remove one of the two"));
        return false;
    }
}
