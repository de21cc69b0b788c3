using System.Collections;
using System.Collections.Immutable;

namespace Prebuilds.Provisioning.Script;

/// <summary>
/// What a template's executables inherit of the silo's environment: a list of names that are known to hold no secret,
/// and those the operator adds. Everything else stays out, connection strings first of all; so no prefix is ever let
/// through (<c>DOTNET_</c> is one from which hosts read configuration).
/// </summary>
internal static class InheritedEnvironment
{
    /// <summary>Used when the silo has no PATH.</summary>
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Used when the silo has no LANG: output is read as UTF-8.</summary>
    public const string DefaultLanguage = "C.UTF-8";

    /// <summary>The names that are always inherited.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TZ",
        "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LC_COLLATE", "LC_NUMERIC", "LC_TIME",
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO",
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "NUGET_PACKAGES",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR",
    ];

    /// <summary>Picks what is inherited.</summary>
    /// <param name="host">The silo's environment.</param>
    /// <param name="added">The names that the operator adds.</param>
    public static ImmutableSortedDictionary<string, string> Of(IDictionary host, IEnumerable<string> added)
    {
        var inherited = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        inherited["PATH"] = DefaultPath;
        inherited["LANG"] = DefaultLanguage;
        foreach (var name in Names.Concat(added))
        {
            if (host[name] is string value)
            {
                inherited[name] = value;
            }
        }

        return inherited.ToImmutable();
    }
}
