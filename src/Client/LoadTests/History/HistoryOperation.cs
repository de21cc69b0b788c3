using System.Text.Json.Serialization;

namespace Prebuilds.Client.LoadTests.History;

/// <summary>What a call asked for.</summary>
public enum HistoryOperation
{
    /// <summary>A workspace.</summary>
    [JsonStringEnumMemberName("claim")]
    Claim,

    /// <summary>The removal of a workspace that was claimed.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,
}
