using System.Text;
using System.Text.RegularExpressions;
using Prebuilds.Claims;
using Prebuilds.Client.Claims;
using Prebuilds.Presets;
using Prebuilds.Silo.Tests.EndToEnd.Programs;
using Prebuilds.Templates;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Silo.Tests.Hosting;

/// <summary>What a scrape of the real silo reads after members were created, claimed, missed and failed.</summary>
public sealed partial class MetricsTests
{
    private static readonly TemplatePackage Metered = new(
    [
        File("template.yaml", """
            name: metered
            provisioner: script
            parameters:
              - name: exit
                default: "0"
            presets:
              - name: good
                prebuilds: { instances: 1 }
              - name: bad
                parameters: { exit: "1" }
                prebuilds: { instances: 1 }
            """),
        File("create", "#!/bin/sh\nexit \"$PREBUILDS_PARAM_exit\""),
        File("delete", "#!/bin/sh\n"),
    ]);

    /// <summary>
    /// The names that people's dashboards and alarms are made of, each with a label set it must have.
    /// </summary>
    private static readonly string[] Series =
    [
        """prebuilds_created_total{preset="good",template="metered"}""",
        """prebuilds_failed_total{preset="bad",template="metered"}""",
        """prebuilds_claimed_total{preset="good",template="metered"}""",
        """prebuilds_claim_misses_total{preset="bad",reason="Backoff",template="metered"}""",
        """prebuilds_notifications_total{outcome="delivered",webhook="log"}""",
        """prebuilds_notifications_waiting{webhook="log"}""",
        """prebuilds_notifications_dead{webhook="log"}""",
        """prebuilds_desired{preset="good",template="metered"}""",
        """prebuilds_running{preset="good",template="metered"}""",
        """prebuilds_eligible{preset="good",template="metered"}""",
        """prebuilds_starting{preset="good",template="metered"}""",
        """prebuilds_preset_hard_limited{preset="bad",template="metered"}""",
        """prebuilds_preset_validation_failed{preset="bad",template="metered"}""",
        "prebuilds_reconciliation_paused{}",
        "prebuilds_reconciliation_duration_seconds_count{}",
        """prebuilds_claim_duration_seconds_count{preset="good",template="metered"}""",
        """prebuilds_build_duration_seconds_count{kind="Create",outcome="Failed",preset="bad",template="metered"}""",
        "prebuilds_build_duration_seconds_count"
            + """{kind="Create",outcome="Succeeded",preset="good",template="metered"}""",
    ];

    [Fact]
    public async Task Every_series_that_is_promised_has_its_name_and_labels()
    {
        await using var silo = new SiloProcess();
        await silo.Start();
        await using var client = await ClusterClient.Connect(silo);
        await client.Prebuilds.Templates.Push("metered", Metered, activate: true);

        var claim = await client.Prebuilds.Claim(
            new PresetName("metered", "good").ToId(),
            new ClaimOptions("ada", "dev1") { Wait = TimeSpan.FromMinutes(1) });
        Assert.IsType<ClaimOutcome.Claimed>(claim.Outcome);
        var bad = new PresetName("metered", "bad").ToId();
        await Eventually.Sees(
            () => client.Prebuilds.Claim(bad, new ClaimOptions("ada", "dev2")),
            answer => answer.Outcome is ClaimOutcome.NoneClaimable { Reason: MissReason.Backoff },
            "a miss because of backoff");

        var missing = await Eventually.Sees(
            async () => Series.Except(Scraped(await silo.Get("/metrics"))).ToList(),
            missing => missing.Count == 0,
            "every series");
        Assert.Empty(missing);
    }

    /// <summary>The series of a scrape, without values and without the label that names the meter.</summary>
    private static HashSet<string> Scraped(string text) => text.Split('\n')
        .Where(line => line.StartsWith("prebuilds_", StringComparison.Ordinal))
        .Select(line => MeterLabel().Replace(line[..(line.IndexOf('}', StringComparison.Ordinal) + 1)], ""))
        .ToHashSet(StringComparer.Ordinal);

    private static TemplateFile File(string path, string content) => new(
        path, Executable: !path.Contains('.', StringComparison.Ordinal), [.. Encoding.UTF8.GetBytes(content)]);

    [GeneratedRegex("otel_scope_name=\"Prebuilds\",?")]
    private static partial Regex MeterLabel();
}
