using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prebuilds.Planning.Rosters;
using Prebuilds.Workspaces;

namespace Prebuilds.Planning.Files;

/// <summary>A plan as one line of JSON.</summary>
internal static class DecisionAnswer
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>Nothing here is ever put into HTML, and names should stay legible.</summary>
    private static readonly JsonSerializerOptions Legible = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The line.</summary>
    /// <param name="name">The decision's name.</param>
    /// <param name="plan">What was decided.</param>
    /// <param name="spell">A member's id as the line shall spell it.</param>
    public static string Write(string name, PresetPlan plan, Func<WorkspaceId, string> spell) => new JsonObject
    {
        ["name"] = name,
        ["state"] = State(plan.State),
        ["actions"] = new JsonArray([.. plan.Actions.Select(action => Action(action, spell))]),
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

    private static JsonObject Action(PlanAction action, Func<WorkspaceId, string> spell) => action switch
    {
        PlanAction.Cancel cancel => Removal("cancel", cancel.Members, cancel.Reason, spell),
        PlanAction.Delete delete => Removal("delete", delete.Members.Select(m => m.Id), delete.Reason, spell),
        PlanAction.Create create => new JsonObject { ["type"] = "create", ["count"] = create.Members.Length },
        PlanAction.Hold hold => Hold(hold),
        _ => throw new UnreachableException(),
    };

    private static JsonObject Removal(
        string type, IEnumerable<WorkspaceId> members, RemovalReason reason, Func<WorkspaceId, string> spell) => new()
        {
            ["type"] = type,
            ["ids"] = new JsonArray([.. members.Select(id => JsonValue.Create(spell(id)))]),
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
