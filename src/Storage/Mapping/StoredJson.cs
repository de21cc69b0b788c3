using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Prebuilds.Builds;
using Prebuilds.Notifications;
using Prebuilds.Planning.Failures;
using Prebuilds.Presets;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Storage.Mapping;

/// <summary>The JSON columns. Their shape is stored: a property that is renamed needs a migration.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(KeptInstantConverter), typeof(KeptTextConverter)])]
[JsonSerializable(typeof(TemplateDefinition))]
[JsonSerializable(typeof(PoolSettings))]
[JsonSerializable(typeof(FailureRun))]
[JsonSerializable(typeof(Digest))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ImmutableArray<ResourceReplacement>))]
[JsonSerializable(typeof(ImmutableArray<Problem>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>
    /// Whether a preset's row says that older versions are kept; one stored before there was a word for it does.
    /// </summary>
    public const string IsRollingPool =
        $"coalesce(pool -> 'rollout' ->> 'strategy', '{Rolling}') = '{Rolling}'";

    private const string Rolling = nameof(Presets.RolloutStrategy.Rolling);

    public static ImmutableSortedDictionary<string, string> NoValues { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static Json Of(TemplateDefinition definition) => Write(definition, Default.TemplateDefinition);

    public static Json Of(PoolSettings pool) => Write(pool, Default.PoolSettings);

    public static Json Of(FailureRun failures) => Write(
        failures.NoRoomAt.IsDefault ? failures with { NoRoomAt = [] } : failures, Default.FailureRun);

    public static Json Of(Digest digest) => Write(digest, Default.Digest);

    public static Json Of(ImmutableSortedDictionary<string, string>? values) =>
        values is null ? default : Write(values, Default.ImmutableSortedDictionaryStringString);

    /// <summary>Replacements; none are null.</summary>
    public static Json Of(ImmutableArray<ResourceReplacement> replacements) =>
        replacements.IsEmpty ? default : Write(replacements, Default.ImmutableArrayResourceReplacement);

    public static ImmutableArray<ResourceReplacement> Replacements(string json) =>
        Read(json, Default.ImmutableArrayResourceReplacement);

    public static Json Of(ImmutableArray<Problem> problems) => Write(problems, Default.ImmutableArrayProblem);

    public static ImmutableArray<Problem> Problems(string json) => Read(json, Default.ImmutableArrayProblem);

    public static TemplateDefinition Definition(string json) => Read(json, Default.TemplateDefinition);

    public static PoolSettings Pool(string json) => Read(json, Default.PoolSettings);

    public static FailureRun Failures(string json) => Read(json, Default.FailureRun);

    public static Digest ReadDigest(string json) => Read(json, Default.Digest);

    public static ImmutableSortedDictionary<string, string> Values(string json) =>
        json == "{}"
            ? NoValues
            : Read(json, Default.DictionaryStringString).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static Json Write<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.Serialize(value, type));

    private static T Read<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type)
        ?? throw new StorageException($"A stored {typeof(T).Name} reads '{json}'. Restore the database from a backup.");
}
