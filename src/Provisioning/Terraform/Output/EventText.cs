using System.Text.Json;

namespace Prebuilds.Provisioning.Terraform.Output;

/// <summary>
/// Turns one event of terraform's <c>-json</c> output into a line of the build's log. Values of outputs and of
/// attributes are never part of it.
/// </summary>
internal static class EventText
{
    /// <summary>The line; null when the event says nothing that a reader of the log would miss.</summary>
    /// <param name="json">The event.</param>
    /// <param name="report">Is told of what is needed afterwards.</param>
    public static string? Of(JsonElement json, RunReport report) => Text(json, "type") switch
    {
        "version" => Text(json, "@message"),
        "diagnostic" when json.TryGetProperty("diagnostic", out var diagnostic) => Told(diagnostic, report),
        "planned_change" when json.TryGetProperty("change", out var change) => Planned(change, report),
        "apply_start" or "apply_progress" or "apply_complete" or "apply_errored"
            when json.TryGetProperty("hook", out var hook) => Applied(Text(json, "type")!, hook, report),
        "provision_progress" or "provision_errored"
            when json.TryGetProperty("hook", out var hook) => Provisioned(hook),
        "resource_drift" when json.TryGetProperty("change", out var change) =>
            $"{Address(change)}: was changed by somebody else",
        "provision_start" or "provision_complete" or "outputs" => null,
        { } type when type.StartsWith("refresh_", StringComparison.Ordinal) => null,
        _ => Text(json, "@message"),
    };

    private static string Told(JsonElement json, RunReport report)
    {
        var diagnostic = Diagnostic.Read(json);
        report.Add(diagnostic);
        return $"{(diagnostic.IsError ? "Error" : "Warning")}: {diagnostic}";
    }

    private static string? Planned(JsonElement change, RunReport report)
    {
        var action = Text(change, "action") ?? "";
        report.Plan(Address(change), action, Text(change, "reason"));
        return action is "noop" or "read" ? null : $"{Address(change)}: to be {VerbOf(action).Done}";
    }

    private static string? Applied(string type, JsonElement hook, RunReport report)
    {
        var (doing, done) = VerbOf(Text(hook, "action") ?? "");
        var address = Address(hook);
        var seconds = hook.TryGetProperty("elapsed_seconds", out var elapsed) ? elapsed.GetRawText() : "0";
        switch (type)
        {
            case "apply_start":
                return $"{address}: {doing}";
            case "apply_progress":
                return $"{address}: still {doing} after {seconds} s";
            case "apply_errored":
                return $"{address}: {doing} failed after {seconds} s";
            case "apply_complete" when done == "read":
                return $"{address}: {done} after {seconds} s";
            default:
                report.Complete();
                return $"{address}: {done} after {seconds} s (resource {report.Done} of {report.Planned})";
        }
    }

    private static string Provisioned(JsonElement hook) =>
        $"{Address(hook)} ({Text(hook, "provisioner")}): {Text(hook, "output")?.TrimEnd() ?? "failed"}";

    private static (string Doing, string Done) VerbOf(string action) => action switch
    {
        "create" => ("creating", "created"),
        "update" => ("changing", "changed"),
        "delete" => ("destroying", "destroyed"),
        "replace" => ("replacing", "replaced"),
        "read" => ("reading", "read"),
        _ => (action, action),
    };

    private static string Address(JsonElement json) =>
        json.TryGetProperty("resource", out var resource) ? Text(resource, "addr") ?? "?" : "?";

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
