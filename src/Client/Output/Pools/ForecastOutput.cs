using System.Globalization;
using Prebuilds.Schedules;

namespace Prebuilds.Client.Output.Pools;

/// <summary>A time during which a pool's target does not change.</summary>
/// <param name="From">Its first instant, on the schedule's clock.</param>
/// <param name="Until">The first instant after it.</param>
/// <param name="Instances">The target.</param>
/// <param name="Cron">The window that sets it; absent: the pool's base.</param>
internal sealed record ForecastOutput(DateTimeOffset From, DateTimeOffset Until, int Instances, string? Cron)
{
    private static readonly string[] Headings = ["FROM", "UNTIL", "INSTANCES", "WINDOW"];

    /// <summary>The span as it is shown.</summary>
    public static ForecastOutput Of(ForecastSpan span) => new(span.From, span.Until, span.Target, span.Window?.Cron);

    /// <summary>Shows a list.</summary>
    public static void Show(Screen screen, IEnumerable<ForecastOutput> spans) => screen.Table(
        Headings,
        spans.Select(span => (string[])
            [Local(span.From), Local(span.Until), Words.Of(span.Instances), span.Cron ?? "-"]));

    private static string Local(DateTimeOffset at) =>
        at.ToString("ddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
