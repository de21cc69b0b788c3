using Prebuilds.Claims;
using Prebuilds.Presets;
using Prebuilds.Users;
using Prebuilds.Workspaces;

namespace Prebuilds.Simulation.Tests.Judges;

/// <summary>
/// What users were told, held against itself: one owner for a workspace, one workspace for a request, for ever.
/// </summary>
internal sealed class ClaimLedger(Verdict verdict)
{
    private readonly Dictionary<(UserId, string), WorkspaceId> _given = [];
    private readonly Dictionary<WorkspaceId, (UserId, string)> _owner = [];
    private readonly Dictionary<string, DateTimeOffset> _sentAt = [];
    private readonly Dictionary<PresetId, (DateTimeOffset Before, DateTimeOffset ToldAt)> _invalidated = [];
    private readonly HashSet<(UserId, string)> _names = [];
    private readonly HashSet<WorkspaceId> _deleted = [];

    /// <summary>How many claims were granted.</summary>
    public int Granted => _given.Count;

    /// <summary>The workspaces that users were told are theirs.</summary>
    public IReadOnlyCollection<WorkspaceId> Owned => _owner.Keys;

    /// <summary>A user begins to ask.</summary>
    public void Sent(ClaimRequest request, DateTimeOffset now) => _sentAt.TryAdd(request.RequestId, now);

    /// <summary>An operator asks for the deletion of a workspace.</summary>
    public void DeletionAsked(WorkspaceId workspace) => _deleted.Add(workspace);

    /// <summary>Whether an operator has asked for its deletion.</summary>
    public bool IsDeletionAsked(WorkspaceId workspace) => _deleted.Contains(workspace);

    /// <summary>An operator was told that members created before an instant are stale.</summary>
    public void Invalidated(PresetId preset, DateTimeOffset before, DateTimeOffset now)
    {
        if (before > _invalidated.GetValueOrDefault(preset).Before)
        {
            _invalidated[preset] = (before, now);
        }
    }

    /// <summary>The store gives a member to a request.</summary>
    public void Stored(ClaimRequest request, Workspace member)
    {
        _names.Add((request.User, request.Name));
        Told(request, member.Id);
        var stale = _invalidated.TryGetValue(member.Preset, out var invalidation)
            && member.CreatedAt < invalidation.Before
            && _sentAt.GetValueOrDefault(request.RequestId) > invalidation.ToldAt;
        verdict.Demand(
            !stale,
            () => $"{member.Name} of {member.CreatedAt:mm:ss.fff} was given to {request.RequestId} though invalid");
    }

    /// <summary>A grain answers a request.</summary>
    public void Answered(ClaimRequest request, ClaimOutcome outcome)
    {
        switch (outcome)
        {
            case ClaimOutcome.Claimed claimed:
                verdict.Demand(
                    _given.ContainsKey((request.User, request.RequestId)),
                    () => $"{request.RequestId} was answered {claimed.Workspace.Id}, which is not stored");
                Told(request, claimed.Workspace.Id);
                break;
            case ClaimOutcome.NameTaken:
                verdict.Demand(
                    _names.Contains((request.User, request.Name)),
                    () => $"{request.RequestId} was told that nobody's name {request.Name} is taken");
                break;
        }
    }

    private void Told(ClaimRequest request, WorkspaceId workspace)
    {
        var key = (request.User, request.RequestId);
        _given.TryAdd(key, workspace);
        _owner.TryAdd(workspace, key);
        verdict.Demand(_given[key] == workspace, () => $"{request.RequestId} got {_given[key]} and {workspace}");
        verdict.Demand(_owner[workspace] == key, () => $"{workspace} is of {_owner[workspace]} and of {key}");
    }
}
