namespace Prebuilds.Events;

/// <summary>What happened. The numbers are stored.</summary>
public enum EventKind
{
    /// <summary>A workspace was claimed; the actor is its new owner, the detail its name.</summary>
    Claimed = 0,

    /// <summary>A build failed for good; the detail is its error.</summary>
    BuildFailed = 1,

    /// <summary>A template has another active version; the detail is that version's id.</summary>
    VersionActivated = 2,

    /// <summary>A template was deprecated, deleted, or taken into use again; the detail says which.</summary>
    TemplateRetired = 3,

    /// <summary>The loop was paused, resumed, stopped or run; the detail says which, and a stop's cause.</summary>
    LoopChanged = 4,

    /// <summary>A hand-over replaced resources, and so destroyed what was prebuilt; the detail says which, and what forced it.</summary>
    ResourceReplaced = 5,
}
