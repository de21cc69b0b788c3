using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Files;

/// <summary>A plan as one line of JSON, with the members' ids as the question spelled them.</summary>
internal static class DecisionAnswer
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>Nothing here is ever put into HTML, and names should stay legible.</summary>
    private static readonly JsonSerializerOptions Legible = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The line.</summary>
    public static string Write(DecisionCase decision, PresetPlan plan) => new JsonObject
    {
        ["name"] = decision.Name,
        ["state"] = State(plan.State),
        ["actions"] = new JsonArray([.. plan.Actions.Select(action => Action(action, decision))]),
        ["notes"] = new JsonArray([.. plan.Notes.Select(note => JsonValue.Create(note))]),
    }.ToJsonString(Legible);

    /// <summary>A constant's name as files spell it: with a small first letter.</summary>
    public static string Word(Enum constant) => JsonNamingPolicy.CamelCase.ConvertName(constant.ToString());

    private static JsonObject State(PoolState state) => new()
    {
        ["actual"] = state.Actual,
        ["expired"] = state.Expired,
        ["desired"] = state.Desired,
        ["eligible"] = state.Eligible,
        ["extraneous"] = state.Extraneous,
        ["starting"] = state.Starting,
        ["stopping"] = state.Stopping,
        ["deleting"] = state.Deleting,
    };

    private static JsonObject Action(PlanAction action, DecisionCase decision) => action switch
    {
        PlanAction.Cancel cancel => Removal("cancel", cancel.Members, cancel.Reason, decision),
        PlanAction.Delete delete => Removal("delete", delete.Members.Select(m => m.Id), delete.Reason, decision),
        PlanAction.Create create => new JsonObject { ["type"] = "create", ["count"] = create.Members.Length },
        PlanAction.Hold hold => Hold(hold),
        _ => throw new InvalidOperationException($"{action} is not an action"),
    };

    private static JsonObject Removal(
        string type, IEnumerable<WorkspaceId> members, RemovalReason reason, DecisionCase decision) => new()
        {
            ["type"] = type,
            ["ids"] = new JsonArray([.. members.Select(id => JsonValue.Create(decision.Ids[id]))]),
            ["reason"] = Word(reason),
        };

    private static JsonObject Hold(PlanAction.Hold hold)
    {
        var json = new JsonObject { ["type"] = "hold", ["reason"] = Word(hold.Reason), ["count"] = hold.Count };
        if (hold.Until is { } until)
        {
            json["until"] = until.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);
        }

        return json;
    }
}
