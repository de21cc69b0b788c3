using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prebuilds.Builds;

namespace Prebuilds.Provisioning.Terraform.State;

/// <summary>
/// What is kept in place of a state that is too large to be kept: that there is one, and where. Whoever finds this
/// alone must not take the workspace for one of which nothing was made.
/// </summary>
/// <param name="Bytes">How large the state is.</param>
/// <param name="Lineage">The line of the state.</param>
/// <param name="Serial">Its place in the line.</param>
/// <param name="Machine">The name of the machine that has it.</param>
internal sealed record OversizedState(long Bytes, string Lineage, long Serial, string Machine)
{
    private const string Mark = "prebuilds_oversized_state";

    /// <summary>The note about a state on this machine; a few hundred bytes.</summary>
    public static OversizedState Of(StateFile state) =>
        new(state.Bytes.Length, state.Lineage, state.Serial, Environment.MachineName);

    /// <summary>Reads a note; null when the bytes are none.</summary>
    public static OversizedState? TryRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.TryGetProperty(Mark, out var note)
                ? new OversizedState(
                    note.GetProperty("bytes").GetInt64(),
                    note.GetProperty("lineage").GetString() ?? "",
                    note.GetProperty("serial").GetInt64(),
                    note.GetProperty("machine").GetString() ?? "")
                : null;
        }
        catch (Exception garbled)
            when (garbled is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The note as it is kept.</summary>
    public ReadOnlyMemory<byte> ToBytes()
    {
        var note = new JsonObject
        {
            ["bytes"] = Bytes,
            ["lineage"] = Lineage,
            ["serial"] = Serial,
            ["machine"] = Machine,
        };
        return Encoding.UTF8.GetBytes(new JsonObject { [Mark] = note }.ToJsonString());
    }

    /// <summary>Whether a state is the one that the note is about, or a later one of its line.</summary>
    /// <param name="local">The state; null: none.</param>
    public bool IsFoundIn(StateFile? local) => local is not null && local.Lineage == Lineage && local.Serial >= Serial;

    /// <summary>The error where the state is not.</summary>
    /// <param name="path">Where it was looked for.</param>
    public BuildError Missing(string path) => new(
        ErrorClass.Transient,
        $"The workspace's state of {Bytes} bytes was too large to be kept, and only machine {Machine} has it. Start a "
            + $"silo there; or put the state (lineage {Lineage}, serial {Serial} or later) into '{path}' on machine "
            + $"{Environment.MachineName}.");
}
