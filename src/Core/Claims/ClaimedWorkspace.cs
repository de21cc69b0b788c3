using System.Collections.Immutable;
using Orleans;
using Prebuilds.Presets;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Claims;

/// <summary>What a granted claim gave.</summary>
/// <param name="Id">The workspace.</param>
/// <param name="Preset">The preset it came from.</param>
/// <param name="Owner">Who owns it now.</param>
/// <param name="Name">Its name.</param>
/// <param name="ClaimedAt">When it was claimed.</param>
/// <param name="HandOver">How far the hand-over was when this was read.</param>
/// <param name="Outputs">What its provisioner reported: where and how to reach it.</param>
/// <param name="Sensitive">
/// The names of those outputs that only the owner may see; one whose value could not be opened is named here and not
/// among the outputs. Default: none.
/// </param>
[GenerateSerializer, Immutable, Alias("prebuilds.ClaimedWorkspace")]
public sealed record ClaimedWorkspace(
    WorkspaceId Id,
    PresetId Preset,
    UserId Owner,
    string Name,
    DateTimeOffset ClaimedAt,
    HandOver HandOver,
    ImmutableSortedDictionary<string, string> Outputs,
    ImmutableArray<string> Sensitive = default);
