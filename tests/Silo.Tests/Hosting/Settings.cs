using Microsoft.Extensions.Configuration;
using Prebuilds.Silo.Configuration;

namespace Prebuilds.Silo.Tests.Hosting;

/// <summary>The section <c>Prebuilds</c> as a test writes it.</summary>
internal static class Settings
{
    public static PrebuildsSettings Of(params (string Key, string? Text)[] section) => PrebuildsSettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(section.ToDictionary(pair => $"Prebuilds:{pair.Key}", pair => pair.Text))
            .Build());
}
