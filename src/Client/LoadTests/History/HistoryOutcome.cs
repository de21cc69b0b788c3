using System.Text.Json.Serialization;

namespace Prebuilds.Client.LoadTests.History;

/// <summary>What a caller learnt from one call.</summary>
public enum HistoryOutcome
{
    /// <summary>Nothing: no answer came, or one that says nothing. It may or may not have taken effect.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>A claim was granted, now or under the same id before.</summary>
    [JsonStringEnumMemberName("claimed")]
    Claimed,

    /// <summary>A claim found no ready workspace.</summary>
    [JsonStringEnumMemberName("noneClaimable")]
    NoneClaimable,

    /// <summary>A claim's user already had a workspace of that name.</summary>
    [JsonStringEnumMemberName("nameTaken")]
    NameTaken,

    /// <summary>A claim named no preset.</summary>
    [JsonStringEnumMemberName("presetUnknown")]
    PresetUnknown,

    /// <summary>The cluster has the feature turned off.</summary>
    [JsonStringEnumMemberName("notSupported")]
    NotSupported,

    /// <summary>A deletion was accepted.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>A deletion was not accepted.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}
