namespace Prebuilds.Templates.Reading.Yaml;

/// <summary>A key that a template may use.</summary>
/// <param name="Name">The key.</param>
/// <param name="Example">How it is written, for messages.</param>
internal sealed record YamlKey(string Name, string Example)
{
    /// <summary>One item of the list that the key names.</summary>
    public YamlKey Item => this with { Name = $"{Name}[]" };

    /// <summary>What to do when it is missing or wrong.</summary>
    public string Remedy => $"Write it like '{Example}'";
}
