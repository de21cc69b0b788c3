using Microsoft.Data.Sqlite;
using Prebuilds.Storage.Tests.Contract;
using Prebuilds.Templates;
using Prebuilds.Testing;

namespace Prebuilds.Storage.Tests.Stores;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prebuilds-sqlite-");
    private StoreHost? _host;

    public override async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override async Task Spoil(TemplateVersionId version)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_folder.FullName, "prebuilds.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "update template_version set definition = '{\"name\": 7}' where id = $id";
        command.Parameters.AddWithValue("$id", version.ToString());
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    protected override async Task<IPrebuildStore> OpenStore() =>
        (_host = await StoreHost.Sqlite(_folder.FullName)).Store;
}
