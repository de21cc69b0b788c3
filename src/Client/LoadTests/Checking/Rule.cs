namespace Prebuilds.Client.LoadTests.Checking;

/// <summary>What always holds for claims. The names are promised: scripts see them.</summary>
public enum Rule
{
    /// <summary>Every line but a truncated last one is a call.</summary>
    Unreadable,

    /// <summary>No call ends before it starts, or starts before it was intended.</summary>
    Disordered,

    /// <summary>A workspace is given to one request of one user.</summary>
    TwoOwners,

    /// <summary>A request is given one workspace, however often it is asked.</summary>
    TwoWorkspaces,

    /// <summary>A workspace has the name that was asked for, and has it in every answer.</summary>
    WrongName,

    /// <summary>A request whose grant had returned is never told afterwards that there is nothing for it.</summary>
    Forgotten,

    /// <summary>A request whose grant had returned is afterwards told that this was so.</summary>
    GrantedAnew,

    /// <summary>A workspace whose deletion was accepted is not given to anybody afterwards.</summary>
    GivenAfterDeletion,

    /// <summary>A user has one workspace of a name, unless the other one is being deleted.</summary>
    NameTwice,

    /// <summary>Every acknowledged claim is stored.</summary>
    Lost,

    /// <summary>It is stored as it was acknowledged: the workspace, the name, the preset.</summary>
    StoredOtherwise,

    /// <summary>No claim is stored whose every call was told that there is nothing for it.</summary>
    ToldNone,

    /// <summary>
    /// No claim is stored whose caller had no answer, asked again when the commit must have been over
    /// (<see cref="StoreCheck.LatestCommit"/>), and was told that there is nothing for it: nobody knows its workspace.
    /// </summary>
    Stranded,

    /// <summary>A workspace that was claimed, and is not gone, belongs to who claimed it.</summary>
    NotHeld,

    /// <summary>A workspace was ready before it was claimed.</summary>
    NeverReady,

    /// <summary>
    /// No claim is stored that nobody asked for. Only when the history is said to be all that was asked.
    /// </summary>
    NobodyAsked,

    /// <summary>No pool has more members than its target.</summary>
    Overfull,
}
