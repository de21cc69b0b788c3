namespace Prebuilds.Client;

/// <summary>How the process ends. People script against the numbers: they never change.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Success = 0,

    /// <summary>Anything that has no number of its own; the message says what failed and what to do.</summary>
    Failure = 1,

    /// <summary>Wrong usage.</summary>
    Usage = 2,

    /// <summary>A claim found no ready workspace.</summary>
    NoneClaimable = 3,

    /// <summary>A claim's user already has a workspace of that name.</summary>
    NameTaken = 4,

    /// <summary>The feature is off.</summary>
    NotSupported = 5,

    /// <summary>A claim's preset is unknown.</summary>
    PresetUnknown = 6,

    /// <summary>Interrupted, by Ctrl-C or a signal.</summary>
    Interrupted = 130,
}
