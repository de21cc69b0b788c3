using Prebuilds.Claims;
using Prebuilds.Client.Calls;
using Prebuilds.Client.Calls.Retries;
using Prebuilds.Client.Claims;

namespace Prebuilds.Client;

/// <summary>
/// What a .NET program asks of a Prebuilds cluster. Safe for use by many callers at once. Calls that fail on the way
/// are made again for up to 20 s; then the last failure is thrown.
/// </summary>
/// <param name="grains">A connected cluster client, or the grain factory of a silo.</param>
/// <param name="clock">Measures all waiting.</param>
public sealed class PrebuildsClient(IGrainFactory grains, TimeProvider clock)
{
    private readonly CallRetry _retry = new(clock);

    /// <summary>Versions of templates.</summary>
    public TemplateCalls Templates => new(grains, _retry);

    /// <summary>Pools.</summary>
    public PresetCalls Presets => new(grains, _retry);

    /// <summary>Members of pools and claimed workspaces.</summary>
    public WorkspaceCalls Workspaces => new(grains, _retry);

    /// <summary>The queue of builds, and what became of them.</summary>
    public BuildCalls Builds => new(grains, _retry);

    /// <summary>What happened.</summary>
    public EventCalls Events => new(grains, _retry);

    /// <summary>Notifications that were given up.</summary>
    public NotificationCalls Notifications => new(grains, _retry);

    /// <summary>Claims that were granted.</summary>
    public ClaimCalls Claims => new(grains, _retry);

    /// <summary>The loop that keeps the pools.</summary>
    public LoopCalls Loop => new(grains, _retry);

    /// <summary>
    /// Hands one ready workspace of a preset to a user, exactly once, however often the way to the cluster fails: every
    /// try carries the same request id.
    /// </summary>
    /// <param name="preset">The preset, by name or id.</param>
    /// <param name="options">Who asks, for which name, and for how long.</param>
    /// <param name="stop">
    /// Gives up waiting. The claim may still be granted; asking again with the same request id tells.
    /// </param>
    /// <exception cref="ArgumentException">The options break a rule, such as that of workspaces' names.</exception>
    /// <exception cref="ClaimUnansweredException">
    /// The cluster did not answer. A miss for <see cref="MissReason.Busy"/>, which means that nobody looked, is no
    /// answer once a try was not answered.
    /// </exception>
    public Task<ClaimAnswer> Claim(PresetReference preset, ClaimOptions options, CancellationToken stop = default) =>
        new ClaimCall(grains, _retry).Ask(preset, options, stop);
}
