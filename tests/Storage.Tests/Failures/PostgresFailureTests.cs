using System.Collections.Concurrent;
using Prebuilds.Storage.Claims;
using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Testing;
using Prebuilds.Testing.Postgres;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Failures;

/// <summary>A server that crashes, freezes and comes back.</summary>
public sealed class PostgresFailureTests : IAsyncLifetime
{
    private PostgresServer _server = null!;
    private StoreHost _host = null!;
    private Keeper _keeper = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.Start(durable: true);
        _host = await StoreHost.Postgres(await _server.CreateDatabase());
        _keeper = await Keeper.Start(_host.Store);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task No_acknowledged_claim_is_lost_when_the_server_crashes()
    {
        var members = await _keeper.Ready(400);
        var claims = new ConcurrentQueue<ClaimCommit>(members.Select((member, i) => _keeper.Claim(member, $"r{i}")));
        var acknowledged = new ConcurrentDictionary<ClaimCommit, WorkspaceId>();
        var unknown = new ConcurrentBag<ClaimCommit>();
        var half = new TaskCompletionSource();
        var claiming = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (claims.TryDequeue(out var claim))
            {
                try
                {
                    acknowledged[claim] = (await _keeper.Granted(claim)).Id;
                }
                catch (StorageException)
                {
                    unknown.Add(claim);
                }

                if (acknowledged.Count >= 100)
                {
                    half.TrySetResult();
                }
            }
        })).ToList();

        await half.Task;
        await _server.Crash();
        await Task.WhenAll(claiming);
        await _server.Restart();
        await Eventually.Sees(Answers, answers => answers, "the server answers again");

        foreach (var (claim, workspace) in acknowledged)
        {
            var again = Assert.IsType<ClaimResult.Granted>(await _keeper.Commit(claim with { Candidate = null }));
            Assert.Equal((workspace, true), (again.Workspace.Id, again.Repeat));
        }

        // Nobody knows of these; asking again makes it known, and gives each its own member whatever happened.
        foreach (var claim in unknown)
        {
            Assert.Equal(claim.Candidate, (await _keeper.Granted(claim)).Id);
        }

        Assert.Equal(400, acknowledged.Count + unknown.Count);
        Assert.Empty((await _host.Store.ReadPreset(_keeper.Preset, default))!.Members);
    }

    [Fact]
    public async Task A_server_that_is_frozen_fails_claims_in_time_and_asking_again_decides()
    {
        var claim = _keeper.Claim((await _keeper.Ready())[0], "r1");
        await _server.Pause();

        var error = await Assert.ThrowsAsync<StorageException>(() => _keeper.Commit(claim));
        await _server.Resume();

        Assert.Contains("did not answer in time", error.Message, StringComparison.Ordinal);
        await Eventually.Sees(Answers, answers => answers, "the server answers again");
        Assert.Equal(claim.Candidate, (await _keeper.Granted(claim)).Id);
    }

    private async Task<bool> Answers()
    {
        try
        {
            await _host.Store.Ping(default);
            return true;
        }
        catch (StorageException)
        {
            return false;
        }
    }
}
