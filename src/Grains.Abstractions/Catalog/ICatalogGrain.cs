using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Builds.Lists;
using Prebuilds.Claims;
using Prebuilds.Events;
using Prebuilds.Presets;
using Prebuilds.Templates;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Catalog;

/// <summary>Reads what is stored; changes nothing. Any silo answers.</summary>
[Alias("prebuilds.ICatalogGrain")]
public interface ICatalogGrain : IGrainWithIntegerKey
{
    /// <summary>The templates that are not deleted, by name.</summary>
    [Alias("ListTemplates")]
    Task<ImmutableArray<Template>> ListTemplates();

    /// <summary>One template; null when it is unknown.</summary>
    [Alias("GetTemplate")]
    Task<Template?> GetTemplate(string name);

    /// <summary>
    /// Every preset that is live or has members, by name, each with its counts and with what would be done about it
    /// now.
    /// </summary>
    [Alias("ListPresets")]
    Task<ImmutableArray<PresetStatus>> ListPresets();

    /// <summary>One preset; null when it is unknown.</summary>
    [Alias("GetPreset")]
    Task<PresetStatus?> GetPreset(PresetId preset);

    /// <summary>A page of workspaces in order of id.</summary>
    [Alias("ListWorkspaces")]
    Task<ImmutableArray<WorkspaceEntry>> ListWorkspaces(WorkspaceQuery query);

    /// <summary>One workspace; null when it is unknown or deleted.</summary>
    [Alias("GetWorkspace")]
    Task<WorkspaceDetails?> GetWorkspace(WorkspaceId workspace);

    /// <summary>
    /// All outputs of a workspace, also those that only its owner may see; null when it is not this user's. Nobody
    /// proves here who they are: whoever reaches the cluster can name any user.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The key that sealed one is not there; the message names it.
    /// </exception>
    [Alias("RevealOutputs")]
    Task<ImmutableSortedDictionary<string, string>?> RevealOutputs(WorkspaceId workspace, UserId owner);

    /// <summary>
    /// A page of granted claims in order of their workspaces' ids, of workspaces that are gone too, for 30 days.
    /// </summary>
    [Alias("ListClaims")]
    Task<ImmutableArray<ClaimEntry>> ListClaims(ClaimQuery query);

    /// <summary>One build; null when it is unknown.</summary>
    [Alias("GetBuild")]
    Task<Build?> GetBuild(BuildId build);

    /// <summary>A page of builds in the order asked. A limit out of range is brought into it.</summary>
    [Alias("ListBuilds")]
    Task<ImmutableArray<BuildEntry>> ListBuilds(BuildQuery query);

    /// <summary>One build with what is shown beside it; null when it is unknown.</summary>
    [Alias("GetBuildEntry")]
    Task<BuildEntry?> GetBuildEntry(BuildId build);

    /// <summary>A build's log from a character offset, at most 64 Ki characters; empty at the end.</summary>
    [Alias("ReadLog")]
    Task<string> ReadLog(BuildId build, int offset);

    /// <summary>
    /// Events in the order of their ids; whoever asks again after the last one it got misses none. A limit out of range
    /// is brought into it.
    /// </summary>
    [Alias("ReadEvents")]
    Task<ImmutableArray<PrebuildEvent>> ReadEvents(EventQuery query);
}
