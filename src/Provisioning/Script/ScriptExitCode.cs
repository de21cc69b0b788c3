using Prebuilds.Builds;

namespace Prebuilds.Provisioning.Script;

/// <summary>What a template's executable says with its exit code; the numbers are those of <c>sysexits.h</c>.</summary>
internal static class ScriptExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>EX_UNAVAILABLE: no room now.</summary>
    public const int NoCapacity = 69;

    /// <summary>EX_TEMPFAIL: not now, or not yet. Says by name what every code without a meaning says.</summary>
    public const int NotNow = 75;

    /// <summary>EX_CONFIG: it cannot work with this template and these parameters.</summary>
    public const int Misconfigured = 78;

    private const int SignalBase = 128;

    /// <summary>What a failing code means for the next try.</summary>
    public static ErrorClass ClassOf(int code) => code switch
    {
        Misconfigured => ErrorClass.Permanent,
        NoCapacity => ErrorClass.Capacity,
        _ => ErrorClass.Transient,
    };

    /// <summary>The code in words.</summary>
    public static string Describe(int code) => code switch
    {
        NoCapacity => $"exit code {code} (no capacity)",
        NotNow => $"exit code {code} (temporary failure)",
        Misconfigured => $"exit code {code} (configuration error)",
        > SignalBase and < SignalBase + 65 => $"exit code {code} (ended by signal {code - SignalBase})",
        _ => $"exit code {code}",
    };
}
