namespace Prebuilds.Builds;

/// <summary>
/// Who is served first: people before pools, removal of surplus before creation. Lower runs first; the numbers are
/// stored.
/// </summary>
public enum BuildPriority
{
    /// <summary>A person waits for it: a hand-over, or a deletion that somebody asked for.</summary>
    Person = 0,

    /// <summary>Removal of a pool's member.</summary>
    Removal = 1,

    /// <summary>Creation of a pool's member.</summary>
    Creation = 2,
}
