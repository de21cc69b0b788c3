using System.Collections.Immutable;
using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Planning.Snapshots;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Writes;
using Prebuilds.Testing.Stores;
using Prebuilds.Workspaces;

namespace Prebuilds.Simulation.Tests.Mutants;

/// <summary>Stores that break one promise each: a simulation that does not notice them is blind.</summary>
internal static class Mutant
{
    /// <summary>A store that breaks the promise of that name.</summary>
    public static ForwardingStore Of(string name, IPrebuildStore inner) => name switch
    {
        nameof(WritesUnderAnyEpoch) => new WritesUnderAnyEpoch(inner),
        nameof(WritesOverAnyRevision) => new WritesOverAnyRevision(inner),
        nameof(ClaimsUnderAnyEpoch) => new ClaimsUnderAnyEpoch(inner),
        nameof(GivesAnyMember) => new GivesAnyMember(inner),
        nameof(ForgetsRequests) => new ForgetsRequests(inner),
        nameof(LeasesTwice) => new LeasesTwice(inner),
        nameof(CallsAllReady) => new CallsAllReady(inner),
        nameof(LosesResults) => new LosesResults(inner),
        nameof(KeepsTheHeld) => new KeepsTheHeld(inner),
        nameof(LeavesOutTheChanged) => new LeavesOutTheChanged(inner),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such mutant."),
    };

    internal sealed class WritesUnderAnyEpoch(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public override async Task<PresetWriteResult> Write(PresetWrite write, CancellationToken stop) =>
            await Inner.Write(write with { Epoch = (await Inner.ReadPreset(write.Preset, stop))!.Epoch }, stop);
    }

    internal sealed class WritesOverAnyRevision(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public override async Task<PresetWriteResult> Write(PresetWrite write, CancellationToken stop) =>
            await Inner.Write(write with { Revision = (await Inner.ReadPreset(write.Preset, stop))!.Revision }, stop);
    }

    internal sealed class ClaimsUnderAnyEpoch(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public override async Task<ImmutableArray<ClaimResult>> CommitClaims(
            ImmutableArray<ClaimCommit> claims, CancellationToken stop)
        {
            var newest = new List<ClaimCommit>();
            foreach (var claim in claims)
            {
                newest.Add(claim with { Epoch = (await Inner.ReadPreset(claim.Preset, stop))!.Epoch });
            }

            return await Inner.CommitClaims([.. newest], stop);
        }
    }

    /// <summary>Does not look at the row of the member that it gives: it may be another's, or not be ready.</summary>
    internal sealed class GivesAnyMember(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public override async Task<ImmutableArray<ClaimResult>> CommitClaims(
            ImmutableArray<ClaimCommit> claims, CancellationToken stop)
        {
            var results = await Inner.CommitClaims(claims, stop);
            var given = new List<ClaimResult>();
            foreach (var (claim, result) in claims.Zip(results))
            {
                given.Add(result is ClaimResult.Lost && claim.Candidate is { } member
                    && await Inner.ReadWorkspace(member, stop) is not null
                        ? new ClaimResult.Granted(Given(claim, member), Repeat: false)
                        : result);
            }

            return [.. given];
        }

        private static ClaimedWorkspace Given(ClaimCommit claim, WorkspaceId member) => new(
            member,
            claim.Preset,
            claim.Request.User,
            claim.Request.Name,
            claim.At,
            HandOver.None,
            ImmutableSortedDictionary<string, string>.Empty);
    }

    internal sealed class ForgetsRequests(IPrebuildStore inner) : ForwardingStore(inner)
    {
        private int _number;

        public override Task<ImmutableArray<ClaimResult>> CommitClaims(
            ImmutableArray<ClaimCommit> claims, CancellationToken stop) => Inner.CommitClaims(
            [.. claims.Select(claim => claim with
            {
                Request = claim.Request with { RequestId = $"{++_number}", Name = $"{_number}" },
            })],
            stop);
    }

    internal sealed class LeasesTwice(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public override Task<BuildLease?> LeaseBuild(LeaseRequest request, CancellationToken stop) =>
            Inner.LeaseBuild(request with { Now = request.Now + TimeSpan.FromSeconds(2) }, stop);
    }

    internal sealed class CallsAllReady(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public override Task<bool> FinishBuild(
            BuildId build, Guid lease, BuildResult result, DateTimeOffset at, CancellationToken stop) =>
            Inner.FinishBuild(
                build,
                lease,
                result is BuildResult.NotReady made ? new BuildResult.Succeeded(made.Outputs) : result,
                at,
                stop);
    }

    internal sealed class LosesResults(IPrebuildStore inner) : ForwardingStore(inner)
    {
        private int _number;

        public override Task<bool> FinishBuild(
            BuildId build, Guid lease, BuildResult result, DateTimeOffset at, CancellationToken stop) =>
            ++_number % 3 == 0
                ? Inner.RenewLease(build, lease, at + TimeSpan.FromDays(1), stop)
                : Inner.FinishBuild(build, lease, result, at, stop);
    }

    internal sealed class KeepsTheHeld(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public override Task<PresetWriteResult> Write(PresetWrite write, CancellationToken stop) => Inner.Write(
            write with { Changes = write.Changes.RemoveAll(IsHeld) }, stop);

        private static bool IsHeld(PresetChange change) =>
            change is PresetChange.Cancel cancel && cancel.Reason.StartsWith("Held", StringComparison.Ordinal);
    }

    internal sealed class LeavesOutTheChanged(IPrebuildStore inner) : ForwardingStore(inner)
    {
        public override async Task<Snapshot> TakeSnapshot(
            IReadOnlyDictionary<PresetId, PresetMark> atRest, CancellationToken stop)
        {
            var all = await Inner.TakeSnapshot(stop);
            return all with { Presets = all.Presets.RemoveAll(slice => atRest.ContainsKey(slice.Preset.Id)) };
        }
    }
}
