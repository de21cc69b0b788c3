namespace Prebuilds.Client.LoadTests.Running;

/// <summary>What came of a claim or deletion, tries again included.</summary>
internal enum LoadOutcome
{
    /// <summary>Granted.</summary>
    Claimed,

    /// <summary>Granted before, and told again.</summary>
    Repeated,

    /// <summary>None was ready.</summary>
    NoneClaimable,

    /// <summary>The user had a workspace of that name.</summary>
    NameTaken,

    /// <summary>There is no such preset.</summary>
    PresetUnknown,

    /// <summary>The feature is off.</summary>
    NotSupported,

    /// <summary>No answer came: it may have been granted.</summary>
    Unknown,

    /// <summary>A workspace is being deleted.</summary>
    Deleted,

    /// <summary>A deletion was refused, or no answer came.</summary>
    NotDeleted,
}
