namespace Prebuilds.Bench;

/// <summary>What is measured, and how long.</summary>
/// <param name="Quick">Fewer rounds and shorter runs.</param>
/// <param name="Sections">Which parts.</param>
internal sealed record BenchOptions(bool Quick, IReadOnlyList<string> Sections)
{
    /// <summary>How the program is called.</summary>
    public const string Usage = "Usage: dotnet run -c Release --project bench -- [--quick] [--only SECTION]";

    /// <summary>The parts, in their order.</summary>
    public static IReadOnlyList<string> All { get; } = ["claims", "tick", "refill", "idle", "memory", "terraform"];

    /// <summary>Reads the command line; null when it is wrong.</summary>
    public static BenchOptions? Read(IReadOnlyList<string> args)
    {
        var quick = false;
        var only = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    quick = true;
                    break;
                case "--only" when i + 1 < args.Count && All.Contains(args[i + 1]):
                    only.Add(args[++i]);
                    break;
                default:
                    return null;
            }
        }

        return new BenchOptions(quick, only is [] ? All : only);
    }

    /// <summary>Whether a part is measured.</summary>
    public bool Has(string section) => Sections.Contains(section);
}
