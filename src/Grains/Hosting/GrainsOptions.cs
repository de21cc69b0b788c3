using Prebuilds.Planning.Failures;

namespace Prebuilds.Grains.Hosting;

/// <summary>What operators may say about the loop and the builds (section <c>Prebuilds</c>).</summary>
public sealed class GrainsOptions
{
    /// <summary>
    /// Whether the feature is on (<c>Enabled</c>). Off: the loop does nothing and claims answer so. Default true.
    /// </summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Time between two passes (<c>Reconciliation:Interval</c>), 1 second to 1 hour. Default 15 seconds.
    /// </summary>
    public TimeSpan ReconciliationInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Delay of creation added per failure (<c>Reconciliation:BackoffInterval</c>), up to 1 day. Default 1 minute.
    /// </summary>
    public TimeSpan BackoffInterval { get; set; } = FailurePolicy.Default.BackoffInterval;

    /// <summary>
    /// How long a failure counts (<c>Reconciliation:BackoffLookback</c>), up to 30 days. Default 1 hour.
    /// </summary>
    public TimeSpan BackoffLookback { get; set; } = FailurePolicy.Default.BackoffLookback;

    /// <summary>
    /// Failures in a row that stop creation until a resume (<c>Reconciliation:FailureHardLimit</c>), up to
    /// <see cref="FailureRun.MaxLength"/>; 0: off. Default 3.
    /// </summary>
    public int FailureHardLimit { get; set; } = FailurePolicy.Default.HardLimit;

    /// <summary>
    /// Builds that one silo works on at once (<c>Builds:MaxConcurrent</c>), 1 to 1000; default: one per processor, at
    /// least 2.
    /// </summary>
    public int MaxConcurrentBuilds { get; set; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>
    /// How many of them only builds may take that a person waits for (<c>Builds:ReservedForPeople</c>), less than
    /// <see cref="MaxConcurrentBuilds"/>. Default: 1, or 0 when that is 1.
    /// </summary>
    public int? ReservedBuilds { get; set; }

    /// <summary>
    /// Builds of pools that the whole cluster works on at once (<c>Builds:MaxConcurrentTotal</c>), 1 to 100,000; every
    /// silo says the same. Default: no limit.
    /// </summary>
    public int? MaxConcurrentTotal { get; set; }

    /// <summary>
    /// The same of one template (<c>Builds:MaxConcurrentPerTemplate</c>), 1 to 100,000. Default: no limit.
    /// </summary>
    public int? MaxConcurrentPerTemplate { get; set; }

    /// <summary>
    /// The longest a build may take (<c>Builds:TimeLimit</c>), 1 second to 1 day. Default 10 minutes.
    /// </summary>
    public TimeSpan BuildTimeLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a build stays with a worker that says nothing (<c>Builds:LeaseDuration</c>), 3 seconds to 1 hour: the
    /// time until a dead worker's build is repeated. Default 30 seconds.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a machine must not have been seen until others may end what was made there
    /// (<c>Builds:MachineTimeout</c>), 1 minute to 30 days: its unready members are replaced, its workspaces can be
    /// deleted. Default 5 minutes.
    /// </summary>
    public TimeSpan MachineTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a workspace stays on a machine, and is reported, that the store has never known
    /// (<c>Builds:KeepUnknown</c>), up to 365 days: after a backup was restored, those that were made since. 0: not at
    /// all. Default 7 days.
    /// </summary>
    public TimeSpan KeepUnknown { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The most bytes that a provisioner may have remembered of one workspace (<c>Builds:StateLimit</c>), before they
    /// are packed and sealed: 1 KiB to 256 MiB. Default 16 MiB.
    /// </summary>
    public int StateLimit { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How many of a template's newest versions are kept (<c>Templates:KeepVersions</c>), 1 to 1000; older ones stay
    /// only while something needs them. Default 20.
    /// </summary>
    public int KeepVersions { get; set; } = 20;

    /// <summary>How many builds of pools this silo works on at once.</summary>
    public int MaxConcurrentOfPools => MaxConcurrentBuilds - (ReservedBuilds ?? Math.Min(1, MaxConcurrentBuilds - 1));

    /// <summary>The policy that these options make.</summary>
    public FailurePolicy FailurePolicy => new(BackoffInterval, BackoffLookback, FailureHardLimit);
}
