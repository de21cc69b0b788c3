using System.Collections.Immutable;
using Prebuilds.Presets;
using Prebuilds.Schedules;

namespace Prebuilds.Templates.Rules;

/// <summary>
/// What a preset's pool may ask for. Each rule answers with the flaw, or null when the value is good.
/// </summary>
public static class PresetRules
{
    /// <summary>The greatest target of a pool or window.</summary>
    public const int MaxInstances = 10_000;

    /// <summary>Most windows of one schedule.</summary>
    public const int MaxWindows = 100;

    private static (TimeSpan Least, TimeSpan Most) TtlLimits { get; } =
        (TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));

    private static (TimeSpan Least, TimeSpan Most) WaitLimits { get; } =
        (TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));

    private static ImmutableArray<(string Name, ReplacementPolicy Policy)> Policies { get; } =
        [("allow", ReplacementPolicy.Allow), ("refuse", ReplacementPolicy.Refuse)];

    /// <summary>A target is 0 to 10,000.</summary>
    public static Flaw? Instances(long count) => count is >= 0 and <= MaxInstances
        ? null
        : new Flaw($"'instances' is {count}", $"Write a whole number from 0 to {MaxInstances}");

    /// <summary>A time to live is 0, which means never, or 1 minute to 365 days.</summary>
    public static Flaw? Ttl(TimeSpan ttl) => ttl == TimeSpan.Zero || (ttl >= TtlLimits.Least && ttl <= TtlLimits.Most)
        ? null
        : new Flaw($"'ttl' is {Seconds(ttl)}", "Write 0 for never, or 1m to 365d");

    /// <summary>A ready timeout is 1 second to 24 hours.</summary>
    public static Flaw? ReadyTimeout(TimeSpan timeout) => Wait("readyTimeout", timeout);

    /// <summary>A build timeout is 1 second to 24 hours.</summary>
    public static Flaw? BuildTimeout(TimeSpan timeout) => Wait("buildTimeout", timeout);

    /// <summary>A surge is 1 to 10,000 members or 1 to 100 percent, and only a rolling pool has one.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="strategy">The rollout's strategy.</param>
    /// <param name="surge">The surge, when there is no flaw.</param>
    public static Flaw? Surge(string text, RolloutStrategy strategy, out Surge surge)
    {
        if (!Presets.Surge.TryParse(text, out surge))
        {
            return new Flaw(
                $"'surge' is {Quoted.Of(text)}",
                $"Write 1 to {Presets.Surge.MaxCount} members, or 1% to {Presets.Surge.MaxPercent}% of the target");
        }

        return strategy == RolloutStrategy.Rolling
            ? null
            : new Flaw("'surge' has no meaning for the strategy 'recreate'", "Remove it, or write 'strategy: rolling'");
    }

    /// <summary>A policy is <c>allow</c> or <c>refuse</c>.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="policy">The policy, when there is no flaw.</param>
    public static Flaw? OnReplacement(string text, out ReplacementPolicy policy)
    {
        foreach (var (name, known) in Policies)
        {
            if (name == text)
            {
                policy = known;
                return null;
            }
        }

        policy = default;
        return new Flaw(
            $"'onReplacement' is {Quoted.Of(text)}",
            $"Write {string.Join(" or ", Policies.Select(known => $"'{known.Name}'"))}");
    }

    /// <summary>A zone is one that this machine knows.</summary>
    public static Flaw? TimeZone(string name) =>
        TimeZones.Find(name) is null ? UnknownZone(name, TimeZones.HaveData) : null;

    /// <summary>What to say of a zone that was not found.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="haveData">Whether this machine has a time zone database to find it in.</param>
    public static Flaw UnknownZone(string name, bool haveData) => haveData
        ? new Flaw(
            $"the time zone {Quoted.Of(name)} is unknown", "Write an IANA name, such as 'Europe/Berlin' or 'UTC'")
        : new Flaw(
            $"the time zone {Quoted.Of(name)} cannot be checked, because this machine has no time zone database",
            "Install it (on Debian: apt-get install tzdata) and try again, or write 'UTC'");

    /// <summary>A window is one that <see cref="CronWindow"/> can read.</summary>
    /// <param name="cron">What was written.</param>
    /// <param name="window">The window, when there is no flaw.</param>
    public static Flaw? Window(string cron, out CronWindow? window) =>
        CronWindow.TryParse(cron, out window, out var error)
            ? null
            : new Flaw(
                $"the window {Quoted.Of(cron)} cannot be read: {error}", "Write five fields, such as '* 8-18 * * 1-5'");

    /// <summary>
    /// The first of the windows that shares an hour with this one; null when none does, as it must be.
    /// </summary>
    /// <typeparam name="T">What a window is known by.</typeparam>
    /// <param name="window">The window that comes after them.</param>
    /// <param name="earlier">The windows of the same schedule that are listed before it.</param>
    public static T? Overlapped<T>(CronWindow window, IEnumerable<(T Source, CronWindow Window)> earlier)
        where T : class => earlier.FirstOrDefault(other => other.Window.Overlaps(window)).Source;

    private static Flaw? Wait(string key, TimeSpan time) => time >= WaitLimits.Least && time <= WaitLimits.Most
        ? null
        : new Flaw($"'{key}' is {Seconds(time)}", "Write 1s to 24h");

    private static string Seconds(TimeSpan value) => $"{(long)value.TotalSeconds}s";
}
