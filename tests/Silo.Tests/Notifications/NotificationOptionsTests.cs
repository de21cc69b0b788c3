using Prebuilds.Silo.Notifications;
using Prebuilds.Silo.Tests.Hosting;
using Xunit;

namespace Prebuilds.Silo.Tests.Notifications;

public sealed class NotificationOptionsTests
{
    private const string Secret = "Notifications:Webhooks:ops:Secret=a secret of 16 characters";
    private const string Url = "Notifications:Webhooks:ops:Url=https://hooks.example.com/token";

    [Fact]
    public void A_webhook_with_an_address_and_a_secret_is_enough() => Assert.Empty(Problems(Url, Secret));

    [Theory]
    [InlineData(
        "Notifications:Webhooks:ops:Url=ftp://x",
        "Prebuilds:Notifications:Webhooks:ops:Url is missing, or no address that begins with 'https://' or 'http://'. "
        + "Use one.")]
    [InlineData(
        "Notifications:Webhooks:ops:Url=",
        "Prebuilds:Notifications:Webhooks:ops:Url is missing, or no address that begins with 'https://' or 'http://'. "
        + "Use one.")]
    [InlineData(
        "Notifications:Webhooks:ops:Url=https://ada:pw@x.org/",
        "Prebuilds:Notifications:Webhooks:ops:Url has a user before its host 'x.org', which is not sent. Remove it; "
        + "posts are signed.")]
    [InlineData(
        "Notifications:Webhooks:ops:Secret=short",
        "Prebuilds:Notifications:Webhooks:ops:Secret has fewer than 16 characters. Use more.")]
    [InlineData(
        "Notifications:Webhooks:ops:Secret=",
        "Prebuilds:Notifications:Webhooks:ops:Secret and Prebuilds:Notifications:Webhooks:ops:SecretFile are both "
        + "missing. Use one.")]
    [InlineData(
        "Notifications:Webhooks:ops:SecretFile=/nowhere",
        "Prebuilds:Notifications:Webhooks:ops:Secret and Prebuilds:Notifications:Webhooks:ops:SecretFile are both "
        + "set. Use one.")]
    [InlineData(
        "Notifications:Window=1s",
        "Prebuilds:Notifications:Window is '00:00:01'. Use a value from 00:01:00 to 1.00:00:00.")]
    [InlineData(
        "Notifications:Timeout=2m",
        "Prebuilds:Notifications:Timeout is '00:02:00'. Use a value from 00:00:01 to 00:01:00.")]
    [InlineData(
        "Notifications:MaxAttempts=0",
        "Prebuilds:Notifications:MaxAttempts is '0'. Use a value from 1 to 100.")]
    public void What_cannot_work_is_told_by_its_key(string setting, string problem) =>
        Assert.Equal(problem, Assert.Single(Problems(Url, Secret, setting)));

    [Fact]
    public void All_problems_are_told_at_once_and_no_secret_with_them()
    {
        var problems = Problems(
            "Notifications:Webhooks:ops:Url=mailto:token-4711",
            "Notifications:Webhooks:ops:Secret=hunter2",
            "Notifications:Webhooks:log:Url=https://x.org",
            "Notifications:Webhooks:log:SecretFile=/nowhere/at/all",
            "Notifications:MaxAttempts=0");

        Assert.Equal(5, problems.Count);
        Assert.DoesNotContain("4711", string.Join(' ', problems), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Join(' ', problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_a_file_is_read_without_the_end_of_its_line()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "a secret of 16 characters\n");

        var webhook = Options(Url, $"Notifications:Webhooks:OPS:SecretFile={file}").Webhook("ops");

        Assert.Equal("a secret of 16 characters", webhook.ReadSecret());
        File.Delete(file);
    }

    private static List<string> Problems(params string[] settings) =>
        [.. new NotificationOptionsValidator().Validate(null, Options(settings)).Failures ?? []];

    private static NotificationOptions Options(params string[] settings)
    {
        var read = Settings.Of([.. settings
            .Select(setting => setting.Split('=', 2))
            .GroupBy(pair => pair[0])
            .Select(pairs => (pairs.Key, (string?)pairs.Last()[1]))]);
        Assert.Empty(read.Problems);
        return read.Apply(new NotificationOptions());
    }
}
