using System.Text.Json.Serialization;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Output.Workspaces;

/// <summary>A workspace.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, unique per owner.</param>
/// <param name="Preset">The preset that it came from.</param>
/// <param name="Owner">Whose it is; the user <c>prebuilds</c> has those that nobody has claimed.</param>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Ready">Whether it answered that it is ready.</param>
/// <param name="HandOver">How far it is with becoming its owner's.</param>
/// <param name="CreatedAt">When its creation was decided.</param>
/// <param name="ClaimedAt">When it was claimed.</param>
/// <param name="Version">The template version that it was created from.</param>
internal sealed record WorkspaceOutput(
    Guid Id,
    string Name,
    string Preset,
    OwnerOutput Owner,
    string Phase,
    bool Ready,
    string HandOver,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClaimedAt,
    Guid Version) : IListed<Guid>
{
    /// <summary>Whether it can be used, to people: a claimed one is first handed over.</summary>
    [JsonIgnore]
    public string State => HandOver switch
    {
        "pending" => "handing over",
        "failed" => "hand-over failed",
        _ => Words.Of(Ready),
    };

    /// <inheritdoc/>
    public static string[] Headings { get; } =
        ["ID", "NAME", "PRESET", "OWNER", "PHASE", "READY", "CREATED", "CLAIMED"];

    /// <summary>The entry as it is shown.</summary>
    public static WorkspaceOutput Of(WorkspaceEntry entry) => new(
        entry.Workspace.Id.Value,
        entry.Workspace.Name,
        entry.PresetName.ToString(),
        new OwnerOutput(entry.Workspace.Owner.Value, entry.OwnerName),
        Words.Of(entry.Workspace.Phase),
        entry.Workspace.Ready,
        Words.Of(entry.Workspace.HandOver),
        entry.Workspace.CreatedAt,
        entry.Workspace.ClaimedAt,
        entry.Workspace.Version.Value);

    /// <inheritdoc/>
    public string[] Row() =>
    [
        Id.ToString(),
        Name,
        Preset,
        Owner.Name,
        Phase,
        State,
        Words.Of(CreatedAt),
        Words.Of(ClaimedAt) ?? "-",
    ];
}
