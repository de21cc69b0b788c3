using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Prebuilds.Silo.Notifications.Sinks;

namespace Prebuilds.Silo.Notifications;

/// <summary>
/// Every rule of <see cref="NotificationOptions"/>, all broken ones at once, each naming its configuration key.
/// </summary>
internal sealed partial class NotificationOptionsValidator : IValidateOptions<NotificationOptions>
{
    private const string Section = "Prebuilds:Notifications";
    private const int MinSecret = 16;

    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        string?[] rules =
        [
            Within("Window", options.Window, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            Within("Timeout", options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
            Within("MaxAttempts", options.MaxAttempts, 1, 100),
            .. options.Webhooks.SelectMany(webhook => Problems(webhook.Key, webhook.Value)),
        ];
        string[] broken = [.. rules.OfType<string>()];
        return broken is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(broken);
    }

    private static string? Within<T>(string key, T value, T least, T most)
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? null
            : $"{Section}:{key} is '{value}'. Use a value from {least} to {most}.";

    private static IEnumerable<string?> Problems(string name, WebhookOptions webhook)
    {
        var section = $"{Section}:Webhooks:{name}";
        yield return WellNamed().IsMatch(name) && name != LogSink.SinkName
            ? null
            : $"{section} has a name that cannot be used. Use up to 32 of a-z, 0-9 and '-', "
                + $"but not '{LogSink.SinkName}'.";
        yield return UrlProblem(section, webhook.Target);
        yield return SecretProblem(section, webhook);
    }

    // Whatever follows the host may be a secret, and so stands in no message.
    private static string? UrlProblem(string section, string url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            ? $"{section}:Url is missing, or no address that begins with 'https://' or 'http://'. Use one."
            : uri.UserInfo.Length > 0
                ? $"{section}:Url has a user before its host '{uri.Host}', which is not sent. "
                    + "Remove it; posts are signed."
                : null;

    private static string? SecretProblem(string section, WebhookOptions webhook)
    {
        if (webhook.Secret.Length > 0 == webhook.SecretFile.Length > 0)
        {
            return $"{section}:Secret and {section}:SecretFile are "
                + $"{(webhook.Secret.Length > 0 ? "both set" : "both missing")}. Use one.";
        }

        try
        {
            return webhook.ReadSecret().Length >= MinSecret
                ? null
                : $"{section}:{(webhook.Secret.Length > 0 ? "Secret" : "SecretFile")} has fewer than {MinSecret} "
                    + "characters. Use more.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{section}:SecretFile is {Quoted.Of(webhook.SecretFile)} and cannot be read: {error.Message} "
                + "Correct the path.";
        }
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$")]
    private static partial Regex WellNamed();
}
