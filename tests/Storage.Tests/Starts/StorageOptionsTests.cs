using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prebuilds.Storage.Hosting;

namespace Prebuilds.Storage.Tests.Starts;

public sealed class StorageOptionsTests
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData(StorageProvider.Sqlite, "", "", "Prebuilds:DataDirectory is empty.")]
    [InlineData(StorageProvider.Postgres, "/data", "", "ConnectionStrings:Prebuilds is empty.")]
    [InlineData(StorageProvider.Postgres, "", "Database=a;Password=hunter2", "ConnectionStrings:Prebuilds names")]
    [InlineData(StorageProvider.Postgres, "", "Host=a;Passwort=hunter2", "ConnectionStrings:Prebuilds cannot be")]
    [InlineData(StorageProvider.Postgres, "", "Host=a;Port=hunter2", "ConnectionStrings:Prebuilds cannot be read (")]
    [InlineData(StorageProvider.Postgres, "", "hunter2", "ConnectionStrings:Prebuilds cannot be read (")]
    [InlineData((StorageProvider)7, "", "", "Prebuilds:Storage:Provider is '7'.")]
    public void What_cannot_work_is_refused_by_its_key_and_without_the_password(
        StorageProvider provider, string directory, string connection, string problem)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(provider, directory, connection));

        Assert.StartsWith(problem, Assert.Single(error.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_key_is_refused_without_being_shown()
    {
        var options = new ServiceCollection().Configure<StorageOptions>(given =>
        {
            given.DataDirectory = "data";
            given.StateKey = Secret;
            given.OldStateKeys.Add(Convert.ToBase64String(new byte[32]));
            given.OldStateKeys.Add(Convert.ToBase64String(new byte[31]));
        });
        using var services = options.AddPrebuildsStorage().BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IOptions<StorageOptions>>().Value);

        Assert.Equal(2, error.Failures.Count());
        Assert.Contains("Prebuilds:Storage:StateKey is no key", error.Message, StringComparison.Ordinal);
        Assert.Contains("Prebuilds:Storage:OldStateKeys:1 is no key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, "data", "")]
    [InlineData(StorageProvider.Postgres, "", "Host=db;Password=hunter2;Maximum Pool Size=5")]
    public void What_can_work_is_accepted(StorageProvider provider, string directory, string connection) =>
        Assert.Equal(provider, Read(provider, directory, connection).Provider);

    private static StorageOptions Read(StorageProvider provider, string directory, string connection)
    {
        var services = new ServiceCollection();
        services.AddPrebuildsStorage();
        services.Configure<StorageOptions>(options =>
        {
            options.Provider = provider;
            options.DataDirectory = directory;
            options.ConnectionString = connection;
        });
        using var provided = services.BuildServiceProvider();
        return provided.GetRequiredService<IOptions<StorageOptions>>().Value;
    }
}
