using System.Text.Json;

namespace Prebuilds.Provisioning.Terraform.Output;

/// <summary>One thing that terraform has to say about a configuration or a run.</summary>
/// <param name="IsError">Whether it is an error; else a warning.</param>
/// <param name="Summary">What is wrong, in a few words.</param>
/// <param name="Detail">The rest of it; may be empty.</param>
/// <param name="Where">File and line of the configuration, <c>main.tf:12</c>; null: it belongs to none.</param>
/// <param name="Address">What it was working on when it happened; null: nothing yet.</param>
internal sealed record Diagnostic(bool IsError, string Summary, string Detail, string? Where, string? Address)
{
    private const int MaxText = 4_000;

    /// <summary>Reads the object that terraform writes for it.</summary>
    public static Diagnostic Read(JsonElement json) => new(
        Text(json, "severity") == "error",
        Bounded.Text(OneLine(Text(json, "summary") ?? ""), MaxText),
        Bounded.Text((Text(json, "detail") ?? "").Trim(), MaxText),
        PlaceOf(json),
        Text(json, "address"));

    /// <inheritdoc/>
    public override string ToString()
    {
        var where = Where is null ? "" : $" ({Where})";
        return Detail.Length == 0 ? $"{Summary}{where}" : $"{Summary}{where}: {Detail}";
    }

    private static string? PlaceOf(JsonElement json) =>
        json.TryGetProperty("range", out var range)
        && range.ValueKind == JsonValueKind.Object
        && Text(range, "filename") is { } file
        && range.TryGetProperty("start", out var start)
        && start.TryGetProperty("line", out var line)
            ? $"{file}:{line.GetRawText()}"
            : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
