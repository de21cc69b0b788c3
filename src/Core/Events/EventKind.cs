namespace Prebuilds.Events;

#pragma warning disable CA1027 // Numbers in a row but for one that is not given yet: no flags.
/// <summary>What happened. The numbers are stored.</summary>
public enum EventKind
#pragma warning restore CA1027
{
    /// <summary>A workspace was claimed; the actor is its new owner, the detail its name.</summary>
    Claimed = 0,

    /// <summary>
    /// A creation failed for good, or a deletion failed again and again: that is told once, and it is tried again. The
    /// detail is its error.
    /// </summary>
    BuildFailed = 1,

    /// <summary>A template has another active version; the detail is that version's id.</summary>
    VersionActivated = 2,

    /// <summary>A template was deprecated, deleted, or taken into use again; the detail says which.</summary>
    TemplateRetired = 3,

    /// <summary>The loop was paused, resumed, stopped or run; the detail says which, and a stop's cause.</summary>
    LoopChanged = 4,

    /// <summary>
    /// A hand-over begins to replace resources, and so destroys what was prebuilt; the detail says which, and what
    /// forces it. Once for each resource, however many builds the hand-over takes.
    /// </summary>
    ResourceReplaced = 5,

    /// <summary>
    /// Claims found no member. Told when a reason begins and once a minute while it lasts; the count says how many
    /// claims, the detail the reason.
    /// </summary>
    Missed = 6,

    /// <summary>So many creations of a preset failed in a row that none is begun any more.</summary>
    HardLimited = 7,

    /// <summary>
    /// A permanent error stops the creation of a preset's members; the detail is the error. The first is told: those of
    /// creations that were under way are told as <see cref="BuildFailed"/> only.
    /// </summary>
    ValidationFailed = 8,

    /// <summary>
    /// A claimed workspace was made its owner's by the template's claim step; the actor is its owner, the detail its
    /// name.
    /// </summary>
    HandedOver = 9,

    /// <summary>
    /// The claim step failed for good or was cancelled; the actor is the workspace's owner, who keeps it, the detail
    /// the error, or who cancelled it and why.
    /// </summary>
    HandOverFailed = 10,

    /// <summary>A claimed workspace is gone; the actor is who owned it, the detail its name.</summary>
    WorkspaceDeleted = 11,

    /// <summary>
    /// A preset whose creations failed is well again: one succeeded, or an operator resumed it; the detail says which.
    /// </summary>
    Recovered = 12,
}
