namespace Prebuilds.Silo.Hosting;

/// <summary>Where the web server listens (<c>Urls</c>); it would report a bad address by its own stack trace.</summary>
internal static class HttpAddresses
{
    private const string Key = "Urls";

    /// <summary>Every address that cannot be read, as a sentence; empty when all can.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration) =>
        from address in (configuration[Key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where !IsAddress(address)
        select $"{Key} contains {Quoted.Of(address)}. Use addresses like 'http://localhost:8080', joined by ';'.";

    private static bool IsAddress(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Scheme is "http" or "https";
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
