namespace Prebuilds.Storage.Sessions;

/// <summary>What a session is for.</summary>
internal enum Access
{
    /// <summary>One statement that reads.</summary>
    Statement,

    /// <summary>Several reads of one instant.</summary>
    Snapshot,

    /// <summary>Reads and writes that happen together or not at all.</summary>
    Change,
}
