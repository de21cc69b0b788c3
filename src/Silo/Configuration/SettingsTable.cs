using System.Collections.Immutable;
using Prebuilds.Events;
using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning.Hosting;
using Prebuilds.Silo.Notifications;
using Prebuilds.Storage.Hosting;
using static Prebuilds.Silo.Configuration.ValueKinds;

namespace Prebuilds.Silo.Configuration;

/// <summary>
/// Every key of the section <c>Prebuilds</c>, and the option that it sets. Ranges are checked by the options' own
/// rooms.
/// </summary>
internal static class SettingsTable
{
    private const string Webhook = "Notifications:Webhooks:{name}";

    /// <summary>The keys.</summary>
    public static ImmutableArray<Setting> All { get; } =
    [
        Setting.Of<GrainsOptions, bool>("Enabled", Flag, (o, on) => o.Enabled = on),
        Setting.Of<StorageOptions, StorageProvider>(
            "Storage:Provider", Choice<StorageProvider>(), (o, kind) => o.Provider = kind),
        Setting.Of<StorageOptions, string>("Storage:StateKey", Text, (o, key) => o.StateKey = key),
        Setting.Of<StorageOptions, string>("Storage:OldStateKeys:*", Text, (o, key) => o.OldStateKeys.Add(key)),
        Setting.Of<SiloOptions, ClusteringKind>(
            "Clustering", Choice<ClusteringKind>(), (o, kind) => o.Clustering = kind),
        Setting.Of<SiloOptions, string>("DataDirectory", Text, (o, path) => o.DataDirectory = path),
        Setting.Of<GrainsOptions, TimeSpan>(
            "Reconciliation:Interval", Time, (o, time) => o.ReconciliationInterval = time),
        Setting.Of<GrainsOptions, TimeSpan>(
            "Reconciliation:BackoffInterval", Time, (o, time) => o.BackoffInterval = time),
        Setting.Of<GrainsOptions, TimeSpan>(
            "Reconciliation:BackoffLookback", Time, (o, time) => o.BackoffLookback = time),
        Setting.Of<GrainsOptions, int>(
            "Reconciliation:FailureHardLimit", Number, (o, count) => o.FailureHardLimit = count),
        Setting.Of<GrainsOptions, int>("Builds:MaxConcurrent", Number, (o, count) => o.MaxConcurrentBuilds = count),
        Setting.Of<GrainsOptions, int>("Builds:ReservedForPeople", Number, (o, count) => o.ReservedBuilds = count),
        Setting.Of<GrainsOptions, int>("Builds:MaxConcurrentTotal", Number, (o, count) => o.MaxConcurrentTotal = count),
        Setting.Of<GrainsOptions, int>(
            "Builds:MaxConcurrentPerTemplate", Number, (o, count) => o.MaxConcurrentPerTemplate = count),
        Setting.Of<GrainsOptions, TimeSpan>("Builds:TimeLimit", Time, (o, time) => o.BuildTimeLimit = time),
        Setting.Of<GrainsOptions, TimeSpan>("Builds:LeaseDuration", Time, (o, time) => o.LeaseDuration = time),
        Setting.Of<GrainsOptions, TimeSpan>("Builds:MachineTimeout", Time, (o, time) => o.MachineTimeout = time),
        Setting.Of<GrainsOptions, TimeSpan>("Builds:KeepUnknown", Time, (o, time) => o.KeepUnknown = time),
        Setting.Of<GrainsOptions, int>("Builds:StateLimit", Size, (o, bytes) => o.StateLimit = bytes),
        Setting.Of<GrainsOptions, int>("Templates:KeepVersions", Number, (o, count) => o.KeepVersions = count),
        Setting.Of<NotificationOptions, bool>("Notifications:Log", Flag, (o, on) => o.Log = on),
        Setting.Of<NotificationOptions, TimeSpan>("Notifications:Window", Time, (o, time) => o.Window = time),
        Setting.Of<NotificationOptions, TimeSpan>("Notifications:Timeout", Time, (o, time) => o.Timeout = time),
        Setting.Of<NotificationOptions, int>("Notifications:MaxAttempts", Number, (o, count) => o.MaxAttempts = count),
        Setting.Of<NotificationOptions, string>($"{Webhook}:Url", Text, (o, name, url) => o.Webhook(name).Target = url),
        Setting.Of<NotificationOptions, string>(
            $"{Webhook}:Secret", Text, (o, name, text) => o.Webhook(name).Secret = text),
        Setting.Of<NotificationOptions, string>(
            $"{Webhook}:SecretFile", Text, (o, name, path) => o.Webhook(name).SecretFile = path),
        Setting.Of<NotificationOptions, ImmutableArray<EventKind>>(
            $"{Webhook}:Kinds", List<EventKind>(), (o, name, kinds) => o.Webhook(name).Kinds = kinds),
        Setting.Of<NotificationOptions, ImmutableArray<string>>(
            $"{Webhook}:Templates", Texts, (o, name, templates) => o.Webhook(name).Templates = templates),
        Setting.Of<ProvisioningOptions, string>("PassEnvironment:*", Text, (o, name) => o.PassEnvironment.Add(name)),
        Setting.Of<ProvisioningOptions, string>("Terraform:Path", Text, (o, path) => o.TerraformPath = path),
        Setting.Of<SiloOptions, int>("SiloPort", Number, (o, port) => o.SiloPort = port),
        Setting.Of<SiloOptions, int>("GatewayPort", Number, (o, port) => o.GatewayPort = port),
        Setting.Of<SiloOptions, string>("AdvertisedAddress", Text, (o, address) => o.AdvertisedAddress = address),
        Setting.Of<SiloOptions, SiloRoles>("Roles", Choices<SiloRoles>(), (o, roles) => o.Roles = roles),
        Setting.Of<SiloOptions, string>("ClusterId", Text, (o, name) => o.ClusterId = name),
        Setting.Of<SiloOptions, string>("ServiceId", Text, (o, name) => o.ServiceId = name),
    ];
}
