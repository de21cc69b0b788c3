using Microsoft.Extensions.Options;
using Npgsql;
using Prebuilds.Storage.Sealing;

namespace Prebuilds.Storage.Hosting;

/// <summary>Refuses options that cannot work; says everything that is wrong at once.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) => Problems(options).ToList() switch
    {
        [] => ValidateOptionsResult.Success,
        var problems => ValidateOptionsResult.Fail(problems),
    };

    private static IEnumerable<string> Problems(StorageOptions options) =>
    [
        .. options.Provider switch
        {
            StorageProvider.Sqlite => SqliteProblems(options),
            StorageProvider.Postgres => PostgresProblems(options),
            _ => [$"Prebuilds:Storage:Provider is '{options.Provider}'. Use Sqlite or Postgres."],
        },
        .. KeyProblems(options),
    ];

    // A key is never shown, not even a wrong one: it may be right but for a character.
    private static IEnumerable<string> KeyProblems(StorageOptions options) =>
        new[] { (Key: "StateKey", Text: options.StateKey) }
            .Concat(options.OldStateKeys.Select((text, index) => (Key: $"OldStateKeys:{index}", Text: text)))
            .Where(given => given.Text.Length > 0 && SealingKey.Parse(given.Text) is null)
            .Select(given => $"Prebuilds:Storage:{given.Key} is no key. Use {SealingKey.Length} random bytes in base64,"
                + " such as 'openssl rand -base64 32' makes.");

    private static IEnumerable<string> SqliteProblems(StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            yield return "Prebuilds:DataDirectory is empty. Name the folder of the database file.";
        }
    }

    private static IEnumerable<string> PostgresProblems(StorageOptions options)
    {
        const string Example = "such as Host=db;Database=prebuilds;Username=prebuilds;Password=...";
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            yield return $"ConnectionStrings:Prebuilds is empty. Name the PostgreSQL server, {Example}.";
            yield break;
        }

        var (settings, error) = Parse(options.ConnectionString);
        if (settings is null)
        {
            yield return $"ConnectionStrings:Prebuilds cannot be read ({error}). Write it {Example}.";
        }
        else if (string.IsNullOrWhiteSpace(settings.Host))
        {
            yield return $"ConnectionStrings:Prebuilds names no Host. Write it {Example}.";
        }
    }

    // The driver's message names the keyword and never the value, which may be the password.
    private static (NpgsqlConnectionStringBuilder? Settings, string Error) Parse(string text)
    {
        try
        {
            return (new NpgsqlConnectionStringBuilder(text), "");
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            return (null, error.Message);
        }
    }
}
