using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Prebuilds.Client.Hosting;

/// <summary>
/// Reads the section <c>Prebuilds</c>. By hand, because a short-lived process has no time for a binder that reflects,
/// and so that what cannot be read is told with everything else that is wrong.
/// </summary>
internal sealed class PrebuildsClientConfiguration(IConfiguration configuration)
    : IConfigureOptions<PrebuildsClientOptions>
{
    private delegate bool Reader<T>(string text, out T value);

    /// <inheritdoc/>
    public void Configure(PrebuildsClientOptions options)
    {
        Read<ClientClustering>(options, nameof(options.Clustering), TryReadClustering, it => options.Clustering = it);
        Read<int>(options, nameof(options.GatewayPort), TryReadNumber, it => options.GatewayPort = it);
        options.ConnectionString = configuration["ConnectionStrings:Prebuilds"] ?? options.ConnectionString;
        Read<string>(options, "Client:Gateways", TryReadText, it => options.Gateways = it);
        Read<string>(options, nameof(options.ClusterId), TryReadText, it => options.ClusterId = it);
        Read<string>(options, nameof(options.ServiceId), TryReadText, it => options.ServiceId = it);
        Read<TimeSpan>(options, "Client:StartTimeout", TryReadTime, it => options.StartTimeout = it);
    }

    private void Read<T>(PrebuildsClientOptions options, string key, Reader<T> read, Action<T> set)
    {
        var path = $"{PrebuildsClientOptions.Section}:{key}";
        if (configuration[path] is not { Length: > 0 } text)
        {
            return;
        }

        if (read(text, out var value))
        {
            set(value);
        }
        else
        {
            options.Unreadable.Add($"{path} is {Quoted.Of(text)}, which is no {Expected(typeof(T))}.");
        }
    }

    private static string Expected(Type type) => type == typeof(int)
        ? "whole number"
        : type == typeof(TimeSpan)
            ? "time like 00:00:10"
            : "one of Localhost and Postgres";

    private static bool TryReadClustering(string text, out ClientClustering value) =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]);

    private static bool TryReadNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryReadTime(string text, out TimeSpan value) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value)
        && text.Contains(':', StringComparison.Ordinal);

    private static bool TryReadText(string text, out string value)
    {
        value = text;
        return true;
    }
}
