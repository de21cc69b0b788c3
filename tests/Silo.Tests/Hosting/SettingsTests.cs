using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Silo.Configuration;
using Prebuilds.Silo.Notifications;
using Prebuilds.Storage.Hosting;
using Xunit;

namespace Prebuilds.Silo.Tests.Hosting;

public sealed class SettingsTests
{
    /// <summary>Every key with a text, and the option that must come of it.</summary>
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static readonly (string Key, string Text, Func<PrebuildsSettings, object> Option, object Expected)[] Table =
    [
        ("Enabled", "false", s => s.Apply(new GrainsOptions()).Enabled, false),
        ("Storage:Provider", "postgres", s => s.Apply(new StorageOptions()).Provider, StorageProvider.Postgres),
        ("Storage:StateKey", Key, s => s.Apply(new StorageOptions()).StateKey, Key),
        ("Storage:OldStateKeys:0", Key, s => s.Apply(new StorageOptions()).OldStateKeys.SingleOrDefault()!, Key),
        ("Clustering", "Postgres", s => s.Apply(new SiloOptions()).Clustering, ClusteringKind.Postgres),
        ("DataDirectory", "/srv/p", s => s.Apply(new SiloOptions()).DataDirectory, "/srv/p"),
        ("Reconciliation:Interval", "5s",
            s => s.Apply(new GrainsOptions()).ReconciliationInterval, TimeSpan.FromSeconds(5)),
        ("Reconciliation:BackoffInterval", "2m",
            s => s.Apply(new GrainsOptions()).BackoffInterval, TimeSpan.FromMinutes(2)),
        ("Reconciliation:BackoffLookback", "3h",
            s => s.Apply(new GrainsOptions()).BackoffLookback, TimeSpan.FromHours(3)),
        ("Reconciliation:FailureHardLimit", "0", s => s.Apply(new GrainsOptions()).FailureHardLimit, 0),
        ("Builds:MaxConcurrent", "7", s => s.Apply(new GrainsOptions()).MaxConcurrentBuilds, 7),
        ("Builds:ReservedForPeople", "2", s => s.Apply(new GrainsOptions()).ReservedBuilds!, 2),
        ("Builds:MaxConcurrentTotal", "30", s => s.Apply(new GrainsOptions()).MaxConcurrentTotal!, 30),
        ("Builds:MaxConcurrentPerTemplate", "9", s => s.Apply(new GrainsOptions()).MaxConcurrentPerTemplate!, 9),
        ("Builds:TimeLimit", "1d", s => s.Apply(new GrainsOptions()).BuildTimeLimit, TimeSpan.FromDays(1)),
        ("Builds:MachineTimeout", "1h", s => s.Apply(new GrainsOptions()).MachineTimeout, TimeSpan.FromHours(1)),
        ("Builds:LeaseDuration", "00:01:30", s => s.Apply(new GrainsOptions()).LeaseDuration, TimeSpan.FromSeconds(90)),
        ("Builds:KeepUnknown", "30d", s => s.Apply(new GrainsOptions()).KeepUnknown, TimeSpan.FromDays(30)),
        ("Templates:KeepVersions", "5", s => s.Apply(new GrainsOptions()).KeepVersions, 5),
        ("Builds:StateLimit", "512KiB", s => s.Apply(new GrainsOptions()).StateLimit, 512 * 1024),
        ("Notifications:Log", "false", s => s.Apply(new NotificationOptions()).Log, false),
        ("Notifications:Window", "10m", s => s.Apply(new NotificationOptions()).Window, TimeSpan.FromMinutes(10)),
        ("Notifications:Timeout", "5s", s => s.Apply(new NotificationOptions()).Timeout, TimeSpan.FromSeconds(5)),
        ("Notifications:MaxAttempts", "7", s => s.Apply(new NotificationOptions()).MaxAttempts, 7),
        ("Notifications:Webhooks:ops:Url", "https://x.org", s => Ops(s).Target, "https://x.org"),
        ("Notifications:Webhooks:ops:Secret", "s3cret", s => Ops(s).Secret, "s3cret"),
        ("Notifications:Webhooks:ops:SecretFile", "/run/s", s => Ops(s).SecretFile, "/run/s"),
        ("Notifications:Webhooks:ops:Kinds", "claimed, BuildFailed",
            s => string.Join(' ', Ops(s).Kinds), "Claimed BuildFailed"),
        ("Notifications:Webhooks:ops:Templates", "go-dev,rust-dev",
            s => string.Join(' ', Ops(s).Templates), "go-dev rust-dev"),
        ("PassEnvironment:0", "NUGET_PACKAGES",
            s => s.Apply(new ProvisioningOptions()).PassEnvironment.SingleOrDefault()!, "NUGET_PACKAGES"),
        ("Terraform:Path", "/opt/terraform", s => s.Apply(new ProvisioningOptions()).TerraformPath, "/opt/terraform"),
        ("SiloPort", "11112", s => s.Apply(new SiloOptions()).SiloPort, 11112),
        ("GatewayPort", "30001", s => s.Apply(new SiloOptions()).GatewayPort, 30001),
        ("AdvertisedAddress", "10.0.0.1", s => s.Apply(new SiloOptions()).AdvertisedAddress, "10.0.0.1"),
        ("Roles", "builds", s => s.Apply(new SiloOptions()).Roles, SiloRoles.Builds),
        ("ClusterId", "blue", s => s.Apply(new SiloOptions()).ClusterId, "blue"),
        ("ServiceId", "pools", s => s.Apply(new SiloOptions()).ServiceId, "pools"),
    ];

    private static WebhookOptions Ops(PrebuildsSettings settings) =>
        settings.Apply(new NotificationOptions()).Webhook("ops");

    [Fact]
    public void Every_key_sets_its_option()
    {
        foreach (var (key, text, option, expected) in Table)
        {
            var settings = Settings.Of((key, text));

            Assert.Empty(settings.Problems);
            Assert.Equal((key, expected), (key, option(settings)));
            Assert.NotEqual((key, expected), (key, option(Settings.Of((key, "")))));
        }
    }

    [Fact]
    public void The_table_of_these_tests_names_every_setting() => Assert.Equal(
        SettingsTable.All.Select(setting => setting.Example).Order(),
        Table.Select(row => row.Key).Order());

    [Theory]
    [InlineData("16", null)]
    [InlineData("-1MiB", null)]
    [InlineData("9999999MiB", null)]
    [InlineData("2KiB", 2048)]
    [InlineData("256MiB", 256 * 1024 * 1024)]
    public void A_size_has_a_unit_and_fits(string text, int? bytes)
    {
        var settings = Settings.Of(("Builds:StateLimit", text));

        Assert.Equal(bytes is null, settings.Problems.Length == 1);
        Assert.Equal(bytes ?? new GrainsOptions().StateLimit, settings.Apply(new GrainsOptions()).StateLimit);
    }

    [Theory]
    [InlineData("claims", SiloRoles.Claims)]
    [InlineData("claims, Builds", SiloRoles.All)]
    public void Roles_are_joined_by_commas(string text, SiloRoles roles) =>
        Assert.Equal(roles, Settings.Of(("Roles", text)).Apply(new SiloOptions()).Roles);

    [Theory]
    [InlineData("Clustering=Postgres", "Prebuilds:Storage:Provider is 'Sqlite'")]
    [InlineData("Roles=builds", "Prebuilds:Roles is 'Builds', and Prebuilds:Clustering is 'Localhost'")]
    [InlineData(
        "AdvertisedAddress=10.0.0.1",
        "Prebuilds:AdvertisedAddress is '10.0.0.1', and Prebuilds:Clustering is 'Localhost'")]
    [InlineData("AdvertisedAddress=silo-1", "Prebuilds:AdvertisedAddress is 'silo-1'. Use one IP address")]
    [InlineData("AdvertisedAddress=::", "Prebuilds:AdvertisedAddress is '::'. Use one IP address")]
    public void Settings_that_contradict_each_other_are_told(string setting, string problem)
    {
        var settings = Settings.Of((setting.Split('=')[0], setting.Split('=')[1]));

        var result = new SiloOptionsValidator(settings).Validate(null, settings.Apply(new SiloOptions()));

        Assert.Contains(problem, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_documentation_names_every_setting()
    {
        var text = Repository.Read("docs/configuration.md");

        Assert.Empty(
            SettingsTable.All.Where(setting => !text.Contains($"`{setting.Example}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Keys_are_read_in_any_letter_case() =>
        Assert.Equal(5, Settings.Of(("builds:MAXconcurrent", "5")).Apply(new GrainsOptions()).MaxConcurrentBuilds);

    [Fact]
    public void What_only_clients_read_is_none_of_the_silos_business() =>
        Assert.Empty(Settings.Of(("Client:Gateways", "10.0.0.1:30000"), ("client:starttimeout", "1")).Problems);

    [Fact]
    public void Items_of_a_list_keep_their_order() => Assert.Equal(
        ["A", "B", "C"],
        Settings.Of(("PassEnvironment:10", "C"), ("PassEnvironment:2", "B"), ("PassEnvironment:0", "A"))
            .Apply(new ProvisioningOptions()).PassEnvironment);

    [Theory]
    [InlineData("Enabled", "yes", "Prebuilds:Enabled is 'yes'. Use 'true' or 'false'.")]
    [InlineData("Storage:Provider", "mysql", "Prebuilds:Storage:Provider is 'mysql'. Use 'Sqlite' or 'Postgres'.")]
    [InlineData("Storage:Provider", "1", "Prebuilds:Storage:Provider is '1'. Use 'Sqlite' or 'Postgres'.")]
    [InlineData("Clustering", "etcd", "Prebuilds:Clustering is 'etcd'. Use 'Localhost' or 'Postgres'.")]
    [InlineData(
        "Roles",
        "claims,cooks",
        "Prebuilds:Roles is 'claims,cooks'. Use 'Claims' or 'Builds', or several joined by commas.")]
    [InlineData("Roles", "3", "Prebuilds:Roles is '3'. Use 'Claims' or 'Builds', or several joined by commas.")]
    [InlineData("SiloPort", "1.5", "Prebuilds:SiloPort is '1.5'. Use a whole number.")]
    [InlineData(
        "Reconciliation:Interval",
        "15",
        "Prebuilds:Reconciliation:Interval is '15'. Use a time like '15s', '10m', '1h', '2d' or '00:00:15'.")]
    [InlineData(
        "Builds:TimeLimit",
        "5x",
        "Prebuilds:Builds:TimeLimit is '5x'. Use a time like '15s', '10m', '1h', '2d' or '00:00:15'.")]
    [InlineData(
        "Builds:TimeLimit",
        "25:61:00",
        "Prebuilds:Builds:TimeLimit is '25:61:00'. Use a time like '15s', '10m', '1h', '2d' or '00:00:15'.")]
    public void A_value_that_cannot_be_read_is_shown_with_what_to_use(string key, string text, string problem) =>
        Assert.Equal(problem, Assert.Single(Settings.Of((key, text)).Problems));

    [Theory]
    [InlineData(
        "Notifications:Webhooks:ops:Adress",
        "Prebuilds:Notifications:Webhooks:ops:Adress is not a setting. "
        + "Did you mean Prebuilds:Notifications:Webhooks:ops:Url?")]
    [InlineData(
        "Notifications:Webhooks:Url",
        "Prebuilds:Notifications:Webhooks:Url is not a setting. "
        + "Did you mean Prebuilds:Notifications:Webhooks:ops:Url?")]
    [InlineData("Enabeld", "Prebuilds:Enabeld is not a setting. Did you mean Prebuilds:Enabled?")]
    [InlineData("Interval", "Prebuilds:Interval is not a setting. Did you mean Prebuilds:Reconciliation:Interval?")]
    [InlineData("Storage", "Prebuilds:Storage is not a setting. Did you mean Prebuilds:Storage:Provider?")]
    [InlineData(
        "Clustering:Provider",
        "Prebuilds:Clustering:Provider is not a setting. Did you mean Prebuilds:Clustering?")]
    [InlineData(
        "PassEnvironment",
        "Prebuilds:PassEnvironment is not a setting. Did you mean Prebuilds:PassEnvironment:0?")]
    [InlineData("Colour", "Prebuilds:Colour is not a setting. Remove it; docs/configuration.md lists all settings.")]
    public void A_key_that_nobody_knows_is_an_error_with_the_key_that_was_meant(string key, string problem) =>
        Assert.Equal(problem, Assert.Single(Settings.Of((key, "1")).Problems));
}
