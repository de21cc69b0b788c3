using Prebuilds.Builds;
using Prebuilds.Testing.Provisioning;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Contract;

/// <summary>What a provisioner promises too whose templates say themselves when a workspace is ready.</summary>
public abstract class ProbingProvisionerContract : ProvisionerContract
{
    [Fact]
    public async Task A_workspace_may_answer_not_yet_before_it_is_ready()
    {
        var request = NewRequest();
        await Provisioner.Create(request, default);
        Next(request, ProvisionStep.Ready, new FakeConduct.NotReady());
        Next(request, ProvisionStep.Ready, new FakeConduct.NotReady());

        Assert.IsType<ProvisionResult.NotReady>(await Provisioner.Ready(request, default));
        Assert.IsType<ProvisionResult.NotReady>(await Provisioner.Ready(request, default));
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Ready(request, default));
    }

    [Fact]
    public async Task A_probe_may_fail_for_good()
    {
        var request = NewRequest();
        await Provisioner.Create(request, default);
        Next(request, ProvisionStep.Ready, new FakeConduct.Fail(ErrorClass.Permanent));

        var failed = Assert.IsType<ProvisionResult.Failed>(await Provisioner.Ready(request, default));

        Assert.Equal(ErrorClass.Permanent, failed.Error.Class);
        Assert.InRange(failed.Error.Message.Length, 1, 2_000);
    }

    [Fact]
    public async Task A_cancelled_probe_ends_and_can_be_repeated()
    {
        var request = NewRequest();
        await Provisioner.Create(request, default);
        Next(request, ProvisionStep.Ready, new FakeConduct.Hang());
        using var stop = new CancellationTokenSource();
        var running = Provisioner.Ready(request, stop.Token);
        await Hanging;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Ready(request, default));
    }
}
