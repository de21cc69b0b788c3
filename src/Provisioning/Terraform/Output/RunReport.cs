using System.Collections.Immutable;
using Prebuilds.Provisioning.Processes.Output;

namespace Prebuilds.Provisioning.Terraform.Output;

/// <summary>What the output of terraform says that is needed afterwards.</summary>
internal sealed class RunReport
{
    /// <summary>Most errors kept; the log has all of them.</summary>
    public const int MaxErrors = 200;

    private readonly List<Diagnostic> _errors = [];
    private readonly List<string> _replaced = [];
    private readonly OutputTail _plainText = new();

    /// <summary>The errors, in the order told.</summary>
    public IReadOnlyList<Diagnostic> Errors => _errors;

    /// <summary>
    /// The addresses of what the plan replaces, in its order; not what is replaced because it is damaged.
    /// </summary>
    public ImmutableArray<string> Replaced => [.. _replaced];

    /// <summary>How many changes of resources are planned.</summary>
    public int Planned { get; private set; }

    /// <summary>How many of them are done.</summary>
    public int Done { get; private set; }

    /// <summary>The end of what it said in no known form, as it does when it breaks.</summary>
    public string PlainText => _plainText.ToString();

    /// <summary>Notes a diagnostic.</summary>
    public void Add(Diagnostic diagnostic)
    {
        if (diagnostic.IsError && _errors.Count < MaxErrors)
        {
            _errors.Add(diagnostic);
        }
    }

    /// <summary>Notes a line in no known form.</summary>
    public void AddPlain(string line) => _plainText.Append(line + "\n");

    /// <summary>Notes a planned change of a resource.</summary>
    /// <param name="address">The resource.</param>
    /// <param name="action">In terraform's word.</param>
    /// <param name="reason">Why it is replaced, in terraform's word; null: not told.</param>
    public void Plan(string address, string action, string? reason)
    {
        Planned += action switch
        {
            "replace" => 2,
            "create" or "update" or "delete" => 1,
            _ => 0,
        };
        if (action == "replace" && reason != "tainted" && _replaced.Count < MaxErrors)
        {
            _replaced.Add(address);
        }
    }

    /// <summary>Notes a change that is done; an unplanned one counts as planned.</summary>
    public void Complete()
    {
        Done++;
        Planned = Math.Max(Planned, Done);
    }
}
