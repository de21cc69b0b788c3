using System.Collections.Immutable;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading;

/// <summary>The problems found so far, up to a limit that keeps the answer readable.</summary>
internal sealed class ProblemLog
{
    /// <summary>Most problems that are told; of the others only their number is.</summary>
    public const int MaxProblems = 200;

    private readonly List<(int Line, Problem Problem)> _problems = [];

    private int _untold;

    public bool IsEmpty => _problems.Count == 0;

    public void Add(Problem problem) => Add(0, problem);

    public void Add(int line, Flaw flaw) => Add(line, flaw.At($"{TemplatePackage.DefinitionFile}:{line}"));

    /// <summary>
    /// The known name that was probably meant; null when none is near, or when no more problems are told: comparing
    /// thousands of names that nobody reads would cost seconds.
    /// </summary>
    public string? Suggest(string written, IEnumerable<string> known) =>
        _problems.Count < MaxProblems ? NearestName.Of(written, known) : null;

    /// <summary>Adds the flaw if there is one, and says whether the value may be used.</summary>
    public bool Accepts(int line, Flaw? flaw)
    {
        if (flaw is { } found)
        {
            Add(line, found);
        }

        return flaw is null;
    }

    /// <summary>All problems: those of the files first, then those of the definition by line.</summary>
    public ImmutableArray<Problem> ToProblems()
    {
        var told = _problems.OrderBy(entry => entry.Line).Select(entry => entry.Problem);
        var rest = new Flaw($"problems not listed: {_untold}", "Mend these first");
        return _untold == 0 ? [.. told] : [.. told, rest.At(TemplatePackage.DefinitionFile)];
    }

    private void Add(int line, Problem problem)
    {
        if (_problems.Count < MaxProblems)
        {
            _problems.Add((line, problem));
        }
        else
        {
            _untold++;
        }
    }
}
