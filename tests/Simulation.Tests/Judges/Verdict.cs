namespace Prebuilds.Simulation.Tests.Judges;

/// <summary>Keeps the first promise that a world broke.</summary>
internal sealed class Verdict
{
    /// <summary>Which promise was broken, and how; null: none.</summary>
    public string? Broken { get; private set; }

    /// <summary>Holds a promise against what was seen.</summary>
    public void Demand(bool holds, Func<string> otherwise)
    {
        if (!holds)
        {
            Broken ??= otherwise();
        }
    }
}
