using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Builds;
using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;
using Prebuilds.Templates;

namespace Prebuilds.Grains.Builds;

/// <summary>What one lease asks of the provisioner, and what its answer means for the build.</summary>
/// <param name="store">Keeps the templates' files and the logs.</param>
/// <param name="provisioners">Turn templates into workspaces.</param>
/// <param name="options">What operators configured.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where output that cannot be stored is reported.</param>
public sealed class BuildStep(
    IPrebuildStore store, Provisioners provisioners, IOptions<GrainsOptions> options, TimeProvider clock,
    ILogger<BuildStep> logger)
{
    /// <summary>
    /// How often one create build may be picked up before it counts as failed. Losing a worker is no evidence against
    /// the template, but a build that kills its worker each time must end some day.
    /// </summary>
    private const int MaxCreateAttempts = 10;

    /// <summary>How often a claim build is tried.</summary>
    private const int MaxClaimAttempts = 5;

    /// <summary>
    /// From which attempt on a deletion that fails is told of: what its workspace made stays, and may have to be paid
    /// for.
    /// </summary>
    private const int ToldDeleteAttempt = 5;

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromMinutes(5);

    /// <summary>Runs the lease's step; cancellation surfaces once nothing of it runs any more.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="replacing">Keeps what a hand-over replaces; false: it may not be begun.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<BuildResult> Run(
        BuildLease lease,
        Func<ImmutableArray<ResourceReplacement>, CancellationToken, Task<bool>> replacing,
        CancellationToken stop)
    {
        if (lease.Fault is { } fault)
        {
            return AfterFailure(lease, fault);
        }

        if (provisioners.Of(lease.Provisioner) is not { } provisioner)
        {
            return AfterFailure(lease, provisioners.Unknown(lease.Provisioner));
        }

        await using var log = new BuildLog(store, lease.Build.Id, clock, logger);
        try
        {
            return await Run(provisioner, lease, Request(lease, replacing, log), stop);
        }
        catch (SealException error)
        {
            return AfterFailure(lease, error);
        }
    }

    private async Task<BuildResult> Run(
        IProvisioner provisioner, BuildLease lease, ProvisionRequest request, CancellationToken stop) =>
        lease.Build.Kind switch
        {
            BuildKind.Create when lease.Build.Attempt > MaxCreateAttempts => Failed(
                $"Its worker was lost {MaxCreateAttempts} times. See the silos' logs."),
            BuildKind.Create => await Create(provisioner, lease, request, stop),
            BuildKind.Claim when lease.Build.Attempt > MaxClaimAttempts => Failed(
                $"Its worker was lost {MaxClaimAttempts} times. See the silos' logs."),
            BuildKind.Claim => AfterClaim(lease, await provisioner.Claim(request, stop)),
            _ => AfterDelete(lease, await provisioner.Delete(request, stop)),
        };

    /// <summary>
    /// The longest that a lease's step may take: the template's limit, when it is less than the silo's.
    /// </summary>
    /// <param name="lease">The lease.</param>
    public TimeSpan LimitOf(BuildLease lease) =>
        lease.BuildTimeout < options.Value.BuildTimeLimit ? lease.BuildTimeout.Value : options.Value.BuildTimeLimit;

    /// <summary>The result of a lease that ran into the time limit.</summary>
    /// <param name="lease">The lease.</param>
    public BuildResult TimedOut(BuildLease lease)
    {
        var error = new BuildError(
            ErrorClass.Transient,
            $"It took longer than {LimitOf(lease)}. Make it faster, or raise "
            + (lease.BuildTimeout < options.Value.BuildTimeLimit
                ? "the preset's buildTimeout." : "Prebuilds:Builds:TimeLimit."));
        return AfterFailure(lease, error);
    }

    /// <summary>
    /// The result of a lease whose secrets cannot be sealed or opened: whoever holds the keys must act.
    /// </summary>
    /// <param name="lease">The lease.</param>
    /// <param name="error">Which key lacks.</param>
    public BuildResult AfterFailure(BuildLease lease, SealException error) =>
        AfterFailure(lease, new BuildError(ErrorClass.Transient, error.Message));

    private BuildResult AfterFailure(BuildLease lease, BuildError error) => lease.Build.Kind switch
    {
        BuildKind.Create => new BuildResult.Failed(error),
        BuildKind.Claim => AfterClaim(lease, new ProvisionResult.Failed(error)),
        _ => AfterDelete(lease, new ProvisionResult.Failed(error)),
    };

    private static BuildResult.Failed Failed(string message) => new(new BuildError(ErrorClass.Transient, message));

    private async Task<BuildResult> Create(
        IProvisioner provisioner, BuildLease lease, ProvisionRequest request, CancellationToken stop)
    {
        ProvisionResult.Succeeded? made = null;
        if (!lease.Probing)
        {
            switch (await provisioner.Create(request, stop))
            {
                case ProvisionResult.Succeeded succeeded:
                    made = succeeded;
                    break;
                case ProvisionResult.Failed failed:
                    return new BuildResult.Failed(failed.Error) { WouldReplace = failed.WouldReplace };
            }
        }

        var answer = await provisioner.Ready(request, stop);
        var now = clock.Now();
        return answer switch
        {
            ProvisionResult.Succeeded => Reported(new BuildResult.Succeeded(made?.Outputs), made),
            ProvisionResult.Failed failed => new BuildResult.Failed(failed.Error),
            _ when now - lease.ProbingSince > lease.ReadyTimeout => Failed(
                $"It was not ready within {lease.ReadyTimeout}. Make it faster, or raise the preset's readyTimeout."),
            _ => Reported(new BuildResult.NotReady(made?.Outputs, now + ProbeInterval), made),
        };
    }

    private static BuildResult Reported(BuildResult result, ProvisionResult.Succeeded? made) =>
        made is null ? result : result with { Sensitive = made.Sensitive };

    private BuildResult AfterClaim(BuildLease lease, ProvisionResult result) => result switch
    {
        ProvisionResult.Succeeded done => Reported(new BuildResult.Succeeded(done.Outputs), done),
        ProvisionResult.Failed { Error.Class: not ErrorClass.Permanent } failed
            when lease.Build.Attempt < MaxClaimAttempts =>
            new BuildResult.Retry(failed.Error, RetryAt(lease)),
        ProvisionResult.Failed failed => new BuildResult.Failed(failed.Error) { WouldReplace = failed.WouldReplace },
        _ => throw new InvalidOperationException($"A claim step answered {result}."),
    };

    /// <summary>
    /// A deletion is never given up, or its workspace would leak: it is tried again, ever less often, and told of when
    /// it goes on failing.
    /// </summary>
    private BuildResult AfterDelete(BuildLease lease, ProvisionResult result) => result switch
    {
        ProvisionResult.Succeeded => new BuildResult.Succeeded(null),
        ProvisionResult.Failed failed => new BuildResult.Retry(failed.Error, RetryAt(lease))
        {
            IsToTell = lease.Build.Attempt >= ToldDeleteAttempt,
        },
        _ => throw new InvalidOperationException($"A delete step answered {result}."),
    };

    private DateTimeOffset RetryAt(BuildLease lease)
    {
        var delay = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(lease.Build.Attempt, 20)));
        return clock.Now() + (delay < MaxRetryDelay ? delay : MaxRetryDelay);
    }

    private ProvisionRequest Request(
        BuildLease lease,
        Func<ImmutableArray<ResourceReplacement>, CancellationToken, Task<bool>> replacing,
        BuildLog log)
    {
        return new(
            lease.Workspace.Id,
            lease.Workspace.Name,
            lease.Workspace.Owner,
            lease.OwnerName,
            lease.Build.Id,
            Math.Max(1, lease.Build.Attempt),
            lease.Preset,
            lease.Build.Version,
            lease.Parameters,
            stop => Files(lease, stop),
            stop => store.ReadPins(lease.Build.Version, stop),
            new WorkspaceState(store, lease, options.Value.StateLimit, clock),
            lease.OnReplacement,
            replacing,
            log.Write)
        {
            Deadline = clock.Now() + LimitOf(lease),
        };
    }

    private async Task<TemplatePackage> Files(BuildLease lease, CancellationToken stop) =>
        await store.ReadPackage(lease.Build.Version, stop)
        ?? throw new StorageException(
            $"The files of template version {lease.Build.Version} are not in the store. Push the template again.");
}
