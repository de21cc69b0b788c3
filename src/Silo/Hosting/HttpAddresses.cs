namespace Prebuilds.Silo.Hosting;

/// <summary>Where the web server listens (<c>Urls</c>); it would report a bad address by its own stack trace.</summary>
internal static class HttpAddresses
{
    private const string Key = "Urls";
    private const string Default = "http://localhost:8080";

    // The ways to say it; appsettings.json cannot hold the default, because it would win over the environment's
    // ASPNETCORE_URLS.
    private static readonly string[] Keys = [Key, "HTTP_PORTS", "HTTPS_PORTS", "Kestrel:Endpoints"];

    /// <summary>Listens on this machine's port 8080 unless the configuration says where.</summary>
    public static void AddHttpAddresses(this WebApplicationBuilder builder)
    {
        if (!Keys.Any(key => builder.Configuration.GetSection(key).Exists()))
        {
            builder.WebHost.UseUrls(Default);
        }
    }

    /// <summary>Every address that cannot be read, as a sentence; empty when all can.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration) =>
        from address in (configuration[Key] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where !IsAddress(address)
        select $"{Key} contains {Quoted.Of(address)}. Use addresses like '{Default}', joined by ';'.";

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
