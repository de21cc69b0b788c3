namespace Prebuilds.Client.LoadTests.Checking;

/// <summary>What a check has seen so far.</summary>
public sealed class CheckCounts
{
    /// <summary>Lines that were read.</summary>
    public long Lines { get; internal set; }

    /// <summary>Last lines that were cut off, because the writer was killed.</summary>
    public long Truncated { get; internal set; }

    /// <summary>Different requests.</summary>
    public long Requests { get; internal set; }

    /// <summary>Requests that were granted, as a caller was told.</summary>
    public long Granted { get; internal set; }

    /// <summary>Calls that were told the grant of an earlier one.</summary>
    public long Repeats { get; internal set; }

    /// <summary>Calls whose outcome is unknown.</summary>
    public long Unknown { get; internal set; }

    /// <summary>Requests with an unknown outcome that no other call of theirs tells.</summary>
    public long Unresolved { get; internal set; }

    /// <summary>Claims in the store.</summary>
    public long Stored { get; internal set; }

    /// <summary>Unresolved requests that turned out to be granted, as the store says; the others were not.</summary>
    public long UnresolvedStored { get; internal set; }

    /// <summary>Claims in the store that no line asks for.</summary>
    public long OfOthers { get; internal set; }

    /// <summary>Rules that were broken, once for each pair of lines.</summary>
    public long Violations { get; internal set; }
}
