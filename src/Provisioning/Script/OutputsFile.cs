using System.Collections.Immutable;
using System.Text.Json;
using Prebuilds.Builds;

namespace Prebuilds.Provisioning.Script;

/// <summary>
/// The file <c>outputs.json</c> by which a template's executables tell what the workspace offers: one flat object of
/// strings.
/// </summary>
internal static class OutputsFile
{
    /// <summary>Its name in the workspace's folder.</summary>
    public const string Name = "outputs.json";

    /// <summary>Most bytes it may have: 64 KiB.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Most entries it may have.</summary>
    public const int MaxEntries = 100;

    /// <summary>
    /// The output that is always there: the workspace's folder, unless the file itself names another.
    /// </summary>
    public const string Folder = "folder";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>
    /// Reads the outputs of the workspace in a folder. Without a file there is only <see cref="Folder"/>.
    /// </summary>
    /// <returns>The outputs, or a permanent failure: what a script wrote wrong it will write wrong again.</returns>
    public static ProvisionResult Read(string folder)
    {
        var none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(Folder, folder);
        var file = new FileInfo(Path.Combine(folder, Name));
        if (!file.Exists && !Directory.Exists(file.FullName))
        {
            return new ProvisionResult.Succeeded(none);
        }

        // A pipe or a device would have no length, and reading one might never end.
        if (file.LinkTarget is not null || Directory.Exists(file.FullName) || file.Length == 0)
        {
            return Wrong("is empty or no regular file", "Write one JSON object into a regular file, or write none");
        }

        if (file.Length > MaxBytes)
        {
            return Wrong($"has {file.Length} bytes, more than {MaxBytes}", "Write less");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName), Strict);
            return Parse(document.RootElement, none);
        }
        catch (JsonException error)
        {
            return Wrong($"is not valid JSON: {error.Message}", "Write one object, such as {\"url\": \"http://…\"}");
        }
    }

    private static ProvisionResult Parse(JsonElement root, ImmutableSortedDictionary<string, string> outputs)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Wrong($"holds {Describe(root)}", "Write one object of strings");
        }

        if (root.GetPropertyCount() > MaxEntries)
        {
            return Wrong($"has {root.GetPropertyCount()} entries, more than {MaxEntries}", "Write fewer");
        }

        foreach (var entry in root.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String)
            {
                return Wrong($"has {Describe(entry.Value)} at '{entry.Name}'", "Write every value as a string");
            }

            if (TextOf(entry) is not { } text)
            {
                return Wrong($"has an empty name, or a NUL or half a character at '{entry.Name}'", "Write plain text");
            }

            outputs = outputs.SetItem(entry.Name, text);
        }

        return new ProvisionResult.Succeeded(outputs);
    }

    /// <summary>The value; null when it or its name is no text that a database takes.</summary>
    private static string? TextOf(JsonProperty entry)
    {
        try
        {
            var text = entry.Value.GetString()!;
            return entry.Name.Length == 0 || (entry.Name + text).Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Number => $"the number {element.GetRawText()}",
        JsonValueKind.String => "a string",
        _ => $"the literal {element.GetRawText()}",
    };

    private static ProvisionResult.Failed Wrong(string what, string remedy) =>
        new(new BuildError(
            ErrorClass.Permanent, Bounded.Message($"'{Name}' in the workspace's folder {what}. {remedy}.")));
}
