using Microsoft.Data.Sqlite;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Testing;
using Prebuilds.Workspaces;

namespace Prebuilds.Storage.Tests.Sealing;

/// <summary>What lies in the database, and what a silo with the wrong key is told.</summary>
public sealed class StoredSecretsTests : IAsyncLifetime
{
    private const string Secret = "correct horse battery staple";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prebuilds-secrets-");
    private StoreHost _host = null!;
    private Keeper _keeper = null!;
    private WorkspaceId _member;

    public async Task InitializeAsync()
    {
        _host = await StoreHost.Sqlite(_folder.FullName);
        _keeper = await Keeper.Start(_host.Store);
        _member = (await _keeper.Queue())[0];
        var lease = (await _keeper.Lease())!;
        byte[] state = System.Text.Encoding.UTF8.GetBytes(Secret);
        await _host.Store.WriteState(lease.Build.Id, lease.Lease, state, _keeper.Now, default);
        await _keeper.Finish(
            lease,
            new BuildResult.Succeeded(Keeper.Outputs(("password", Secret), ("url", "http://ws")))
            {
                Sensitive = ["password"],
            });
        await _keeper.ApplyAll();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Nothing_that_is_secret_lies_open_in_the_database()
    {
        await _host.DisposeAsync();
        foreach (var file in _folder.GetFiles())
        {
            var bytes = await File.ReadAllBytesAsync(file.FullName);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Secret)));
        }
    }

    [Fact]
    public async Task With_the_wrong_key_a_claim_is_granted_without_the_secrets_and_whoever_asks_for_them_is_told_why()
    {
        await _host.DisposeAsync();
        File.Delete(Path.Combine(_folder.FullName, "state.key"));
        _host = await StoreHost.Sqlite(_folder.FullName);
        _keeper = await Keeper.Open(_host.Store, _keeper.Preset);
        var commit = _keeper.Claim(_member, "r");

        var claimed = await _keeper.Granted(commit);

        Assert.Equal(["url"], claimed.Outputs.Keys);
        Assert.Equal("password", Assert.Single(claimed.Sensitive));
        var outputs = await Assert.ThrowsAsync<SealException>(
            () => _host.Store.ReadOutputs(_member, commit.Request.User, default));
        Assert.Contains("OldStateKeys", outputs.Message);
        var state = await Assert.ThrowsAsync<SealException>(() => _host.Store.ReadState(_member, default));
        Assert.Contains("OldStateKeys", state.Message);
    }

    [Fact]
    public async Task A_state_of_one_workspace_does_not_open_as_another_ones()
    {
        var other = (await _keeper.Queue())[0];
        var lease = (await _keeper.Lease())!;
        await _host.Store.WriteState(lease.Build.Id, lease.Lease, "other"u8.ToArray(), _keeper.Now, default);
        await Run(
            """
            update workspace_state set sealed = (select sealed from workspace_state where workspace_id = @member)
            where workspace_id = @other
            """,
            other);

        var error = await Assert.ThrowsAsync<SealException>(() => _host.Store.ReadState(other, default));

        Assert.Contains("is another's", error.Message);
    }

    [Fact]
    public async Task States_of_the_newest_builds_only_are_kept()
    {
        await Run(
            """
            insert into workspace_state (workspace_id, build_id, number, written_at, sealed)
            select workspace_id, build_id || n, number + n, written_at, sealed
            from workspace_state, (select 1 as n union select 2 union select 3)
            """,
            _member);
        await _keeper.Write(_keeper.Deletion(_member));
        var lease = (await _keeper.Lease())!;
        await _host.Store.WriteState(lease.Build.Id, lease.Lease, "last"u8.ToArray(), _keeper.Now, default);

        Assert.Equal(3L, await Run("select count(*) from workspace_state where workspace_id = @member", _member));
        Assert.Equal("last"u8.ToArray(), (await _host.Store.ReadState(_member, default))!.Value.ToArray());
    }

    private async Task<object?> Run(string sql, WorkspaceId other)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_folder.FullName, "prebuilds.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are this class's constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("@member", _member.ToString());
        command.Parameters.AddWithValue("@other", other.ToString());
        return await command.ExecuteScalarAsync();
    }
}
