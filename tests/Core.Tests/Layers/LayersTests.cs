using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Prebuilds.Core.Tests.Layers;

/// <summary>The rooms and their secrets: who may know whom, and which package is whose.</summary>
public sealed class LayersTests
{
    /// <summary>Each room, then the rooms and packages that it may know. A new arrow is decided on here.</summary>
    public static TheoryData<string, string, string> Rooms() => new()
    {
        { "Core", "", "Microsoft.Orleans.Serialization.Abstractions YamlDotNet" },
        { "Grains.Abstractions", "Core", "Microsoft.Orleans.Sdk" },
        {
            "Storage",
            "Core",
            "Npgsql Microsoft.Data.Sqlite Microsoft.Extensions.Hosting.Abstractions Microsoft.Extensions.Options"
        },
        { "Provisioning", "Core", "Microsoft.Extensions.Hosting.Abstractions Microsoft.Extensions.Options" },
        { "Grains", "Core Grains.Abstractions Storage Provisioning", "Microsoft.Orleans.Server" },
        {
            "Silo",
            "Grains",
            "Microsoft.Orleans.Clustering.AdoNet OpenTelemetry.Extensions.Hosting "
            + "OpenTelemetry.Exporter.Prometheus.AspNetCore"
        },
        {
            "Client",
            "Core Grains.Abstractions",
            "Microsoft.Orleans.Client Microsoft.Orleans.Clustering.AdoNet Npgsql Microsoft.Extensions.Hosting "
            + "System.CommandLine Spectre.Console HdrHistogram"
        },
    };

    [Fact]
    public void Every_project_is_one_of_the_rooms() => Assert.Equal(
        Rooms().Select(room => $"src/{room[0]}/{room[0]}.csproj").Order(StringComparer.Ordinal),
        Repository.Files.Where(f => f.StartsWith("src/") && f.EndsWith(".csproj")).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_the_rooms_it_may(string room, string rooms, string packages)
    {
        Assert.NotNull(packages);
        var known = Repository.Project(room).Descendants("ProjectReference").Select(Include).ToList();
        Assert.Subset(rooms.Split(' ').Select(r => $"../{r}/{r}.csproj").ToHashSet(), known.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_packages_its_secret_needs(string room, string rooms, string packages)
    {
        Assert.NotNull(rooms);
        var used = Repository.Project(room).Descendants("PackageReference").Select(Include).ToList();
        Assert.Subset(packages.Split(' ').ToHashSet(), used.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Only_the_silo_is_a_web_program(string room, string rooms, string packages)
    {
        Assert.NotNull(rooms + packages);
        var project = Repository.Project(room);
        Assert.Equal(room == "Silo" ? "Microsoft.NET.Sdk.Web" : "Microsoft.NET.Sdk", (string?)project.Attribute("Sdk"));
        Assert.Empty(project.Descendants("FrameworkReference"));
    }

    [Theory]
    [InlineData("Storage", "Npgsql")]
    [InlineData("Storage", "Microsoft.Data.Sqlite")]
    [InlineData("Core", "YamlDotNet")]
    public void A_package_that_is_a_secret_does_not_leak_upwards(string room, string package)
    {
        var reference = Repository.Project(room).Descendants("PackageReference").Single(p => Include(p) == package);
        Assert.Equal("compile", (string?)reference.Attribute("PrivateAssets"));
    }

    [Theory]
    [InlineData("Storage", @"\bNpgsql(?!"")|\bMicrosoft\.Data\.Sqlite")]
    [InlineData("Provisioning", @"\bProcessStartInfo\b|\bDiagnostics\.Process\b|\bProcess\.Start\b|\bnew Process\b")]
    [InlineData("Core", @"\bYamlDotNet\b")]
    [InlineData("Client", @"\bSystem\.CommandLine\b|\bSpectre\b|\bHdrHistogram\b")]
    public void Only_its_room_speaks_of_a_secret(string room, string words) => Repository.Refuse(Repository.Code("src")
        .Where(file => !file.StartsWith($"src/{room}/") && Regex.IsMatch(Repository.Read(file), words)));

    [Fact]
    public void Core_knows_nothing_of_Orleans_but_its_attributes() => Repository.Refuse(
        Repository.Code("src/Core")
            .Where(file => Regex.IsMatch(Repository.Read(file), @"\busing Orleans\.|\bIGrain|\bGrainId\b")));

    [Fact]
    public void Nothing_of_ours_is_called_by_the_name_of_leftovers() => Repository.Refuse(
        Repository.Code("src")
            .Where(file => Regex.IsMatch(file, "(Manager|Helper|Helpers|Util|Utils|Utilities|Common)(\\.cs|/)")));

    private static string Include(XElement reference) => (string)reference.Attribute("Include")!;
}
