using Prebuilds.Storage.Migrations;

namespace Prebuilds.Storage.Tests.Starts;

/// <summary>
/// The files of the schema. A file's version is its position, which databases have stored: 0009 is version 8, because
/// there is no 0008, and there never can be one.
/// </summary>
public sealed class MigrationTests
{
    // What was shipped. Only ever append.
    private static readonly string[] Shipped =
    [
        "0001_initial.sql",
        "0002_installation.sql",
        "0003_cluster.sql",
        "0004_events.sql",
        "0005_machines.sql",
        "0006_event_order.sql",
        "0007_state.sql",
        "0009_build_queue.sql",
        "0010_notifications.sql",
    ];

    [Theory]
    [InlineData("postgres")]
    [InlineData("sqlite")]
    public void What_was_shipped_keeps_its_version_and_new_files_come_after_it(string dialect) => Assert.Equal(
        Shipped.Select((name, index) => (index + 1, name)),
        Migration.Of(dialect).Take(Shipped.Length).Select(step => (step.Version, step.Name)));

    [Fact]
    public void Both_databases_have_the_same_steps() => Assert.Equal(
        Migration.Of("postgres").Select(step => (step.Version, step.Name)),
        Migration.Of("sqlite").Select(step => (step.Version, step.Name)));

    [Fact]
    public void A_step_is_named_by_four_digits_of_its_own() => Assert.Equal(
        Migration.Of("sqlite").Length,
        Migration.Of("sqlite").Select(step => int.Parse(step.Name.AsSpan(0, 4))).Distinct().Count());
}
