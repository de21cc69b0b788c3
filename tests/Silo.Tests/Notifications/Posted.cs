using System.Text.Json.Nodes;

namespace Prebuilds.Silo.Tests.Notifications;

/// <summary>What a receiver got.</summary>
internal sealed record Posted(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Detail => (string)Json["detail"]!;

    public string Delivery => Headers["Prebuilds-Delivery-Id"];

    public int Attempt => int.Parse(Headers["Prebuilds-Attempt"]);
}
