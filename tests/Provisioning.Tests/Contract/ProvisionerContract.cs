using Prebuilds.Builds;
using Prebuilds.Testing.Provisioning;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Contract;

/// <summary>
/// What every provisioner promises. The fake may stand for the real ones because it passes the same facts.
/// </summary>
public abstract class ProvisionerContract
{
    protected abstract IProvisioner Provisioner { get; }

    protected abstract ProvisionRequest NewRequest();

    /// <summary>Says how the next call of a step of that workspace goes.</summary>
    protected abstract void Next(ProvisionRequest request, ProvisionStep step, FakeConduct conduct);

    /// <summary>Completes when a step that hangs has begun to.</summary>
    protected abstract Task Hanging { get; }

    [Fact]
    public async Task A_created_workspace_is_listed_and_tells_its_folder()
    {
        var request = NewRequest();

        var created = Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Create(request, default));

        Assert.NotEmpty(created.Outputs["folder"]);
        Assert.Contains(request.Workspace, await Provisioner.ListLocal(default));
    }

    [Fact]
    public async Task Creating_again_ends_as_creating_once()
    {
        var request = NewRequest();
        var first = Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Create(request, default));

        var second = Assert.IsType<ProvisionResult.Succeeded>(
            await Provisioner.Create(request with { Attempt = 2 }, default));

        Assert.Equal(first.Outputs, second.Outputs);
        Assert.Equal([request.Workspace], await Provisioner.ListLocal(default));
    }

    [Fact]
    public async Task A_deleted_workspace_is_gone_and_deleting_again_succeeds()
    {
        var request = NewRequest();
        await Provisioner.Create(request, default);

        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Delete(request, default));
        Assert.Empty(await Provisioner.ListLocal(default));

        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Delete(request, default));
        Assert.Empty(await Provisioner.ListLocal(default));
    }

    [Fact]
    public async Task Deleting_what_was_never_made_succeeds()
    {
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Delete(NewRequest(), default));
        Assert.Empty(await Provisioner.ListLocal(default));
    }

    [Fact]
    public async Task A_workspace_can_be_made_again_after_it_was_deleted()
    {
        var request = NewRequest();
        await Provisioner.Create(request, default);
        await Provisioner.Delete(request, default);

        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Create(request, default));
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Ready(request, default));
    }

    [Fact]
    public async Task A_failed_creation_can_be_tried_again_and_be_deleted()
    {
        var request = NewRequest();
        Next(request, ProvisionStep.Create, new FakeConduct.Fail(ErrorClass.Transient));

        Assert.IsType<ProvisionResult.Failed>(await Provisioner.Create(request, default));
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Create(request with { Attempt = 2 }, default));
        Assert.IsType<ProvisionResult.Succeeded>(await Provisioner.Delete(request, default));
        Assert.Empty(await Provisioner.ListLocal(default));
    }

    [Theory]
    [InlineData(ProvisionStep.Create, ErrorClass.Transient)]
    [InlineData(ProvisionStep.Create, ErrorClass.Permanent)]
    [InlineData(ProvisionStep.Create, ErrorClass.Capacity)]
    [InlineData(ProvisionStep.Claim, ErrorClass.Transient)]
    [InlineData(ProvisionStep.Claim, ErrorClass.Permanent)]
    [InlineData(ProvisionStep.Claim, ErrorClass.Capacity)]
    [InlineData(ProvisionStep.Delete, ErrorClass.Transient)]
    [InlineData(ProvisionStep.Delete, ErrorClass.Permanent)]
    [InlineData(ProvisionStep.Delete, ErrorClass.Capacity)]
    public async Task A_failure_says_what_it_means_and_leaves_the_rest(ProvisionStep step, ErrorClass errorClass)
    {
        var request = NewRequest();
        if (step != ProvisionStep.Create)
        {
            await Provisioner.Create(request, default);
        }

        Next(request, step, new FakeConduct.Fail(errorClass));
        var failed = Assert.IsType<ProvisionResult.Failed>(await Call(step, request, default));

        Assert.Equal(errorClass, failed.Error.Class);
        Assert.InRange(failed.Error.Message.Length, 1, 2_000);
        Assert.Contains(request.Workspace, await Provisioner.ListLocal(default));
    }

    [Theory]
    [InlineData(ProvisionStep.Ready)]
    [InlineData(ProvisionStep.Claim)]
    public async Task What_is_not_there_cannot_be_asked_or_handed_over(ProvisionStep step)
    {
        var failed = Assert.IsType<ProvisionResult.Failed>(await Call(step, NewRequest(), default));

        Assert.Equal(ErrorClass.Transient, failed.Error.Class);
    }

    [Theory]
    [InlineData(ProvisionStep.Create)]
    [InlineData(ProvisionStep.Claim)]
    [InlineData(ProvisionStep.Delete)]
    public async Task A_cancelled_step_ends_and_can_be_repeated(ProvisionStep step)
    {
        var request = NewRequest();
        if (step != ProvisionStep.Create)
        {
            await Provisioner.Create(request, default);
        }

        Next(request, step, new FakeConduct.Hang());
        using var stop = new CancellationTokenSource();
        var running = Call(step, request, stop.Token);
        await Hanging;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.IsType<ProvisionResult.Succeeded>(await Call(step, request with { Attempt = 2 }, default));
    }

    [Fact]
    public async Task A_second_worker_waits_until_the_first_is_done()
    {
        var request = NewRequest();
        Next(request, ProvisionStep.Create, new FakeConduct.Hang());
        using var stop = new CancellationTokenSource();
        var first = Provisioner.Create(request, stop.Token);
        await Hanging;
        var second = Provisioner.Create(request with { Attempt = 2 }, default);

        Assert.False(second.IsCompleted);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.IsType<ProvisionResult.Succeeded>(await second);
    }

    [Fact]
    public async Task Workspaces_are_made_side_by_side()
    {
        var requests = Enumerable.Range(0, 4).Select(_ => NewRequest()).ToArray();

        var results = await Task.WhenAll(requests.Select(request => Provisioner.Create(request, default)));

        Assert.All(results, result => Assert.IsType<ProvisionResult.Succeeded>(result));
        Assert.Equal(
            requests.Select(request => request.Workspace).ToHashSet(),
            (await Provisioner.ListLocal(default)).ToHashSet());
    }

    [Fact]
    public async Task An_orphan_can_be_removed_without_its_template()
    {
        var request = NewRequest();
        await Provisioner.Create(request, default);

        await Provisioner.RemoveLocal(request.Workspace, default);
        Assert.Empty(await Provisioner.ListLocal(default));

        await Provisioner.RemoveLocal(request.Workspace, default);
    }

    protected Task<ProvisionResult> Call(ProvisionStep step, ProvisionRequest request, CancellationToken stop) =>
        step switch
        {
            ProvisionStep.Create => Provisioner.Create(request, stop),
            ProvisionStep.Ready => Provisioner.Ready(request, stop),
            ProvisionStep.Claim => Provisioner.Claim(request, stop),
            ProvisionStep.Delete => Provisioner.Delete(request, stop),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
        };
}
