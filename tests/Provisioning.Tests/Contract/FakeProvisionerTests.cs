using Microsoft.Extensions.Time.Testing;
using Prebuilds.Builds;
using Prebuilds.Provisioning.Tests.Scene;
using Prebuilds.Testing.Provisioning;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Contract;

public sealed class FakeProvisionerTests : ProbingProvisionerContract, IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Machine _machine = new();
    private readonly FakeProvisioner _fake = new(new FakeTimeProvider());

    protected override IProvisioner Provisioner => _fake;

    protected override Task Hanging => _machine.Log.Saw("hanging");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Delays_follow_the_clock_and_the_seed()
    {
        var clock = new FakeTimeProvider();
        var fake = new FakeProvisioner(clock, new FakeSettings(Minute, Minute));

        var creating = fake.Create(NewRequest(), default);
        clock.Advance(Minute / 2);
        Assert.False(creating.IsCompleted);
        clock.Advance(Minute / 2);

        Assert.IsType<ProvisionResult.Succeeded>(await creating);
    }

    [Fact]
    public async Task The_same_seed_fails_the_same_calls()
    {
        var requests = Enumerable.Range(0, 200).Select(_ => NewRequest()).ToArray();

        var first = await Outcomes(seed: 7, requests);

        Assert.Equal(first, await Outcomes(seed: 7, requests.Reverse()));
        Assert.NotEqual(first, await Outcomes(seed: 8, requests));
        Assert.InRange(first.Count, 60, 140);
    }

    [Fact]
    public async Task A_gate_holds_what_arrives_until_it_is_opened()
    {
        var gate = _fake.Hold(ProvisionStep.Create);
        var creating = new[] { _fake.Create(NewRequest(), default), _fake.Create(NewRequest(), default) };
        await gate.Arrived(2);
        Assert.DoesNotContain(creating, task => task.IsCompleted);

        gate.Open();

        await Task.WhenAll(creating);
        Assert.Equal(2, _fake.Operations.Count(operation => operation.Step == ProvisionStep.Create));
    }

    protected override ProvisionRequest NewRequest() => _machine.Request();

    protected override void Next(ProvisionRequest request, ProvisionStep step, FakeConduct conduct) =>
        _fake.Next(step, conduct, request.Workspace);

    private static async Task<HashSet<Guid>> Outcomes(int seed, IEnumerable<ProvisionRequest> requests)
    {
        var fake = new FakeProvisioner(new FakeTimeProvider(), new FakeSettings(FailureRate: 0.5), seed);
        var failed = new HashSet<Guid>();
        foreach (var request in requests)
        {
            if (await fake.Create(request, default) is ProvisionResult.Failed { Error.Class: ErrorClass.Transient })
            {
                failed.Add(request.Workspace.Value);
            }
        }

        return failed;
    }
}
