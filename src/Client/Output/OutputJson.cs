using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prebuilds.Builds;
using Prebuilds.Claims;
using Prebuilds.Client.Output.Pools;
using Prebuilds.Client.Output.Templates;
using Prebuilds.Client.Output.Workspaces;
using Prebuilds.Planning;
using Prebuilds.Templates;
using Prebuilds.Workspaces;

namespace Prebuilds.Client.Output;

/// <summary>
/// Every JSON document of the command line. The shapes are promised in docs/cli.md: fields may be added, none is renamed or
/// removed. A field without a value is left out.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(CamelCase<BuildKind>),
        typeof(CamelCase<BuildStatus>),
        typeof(CamelCase<ErrorClass>),
        typeof(CamelCase<HandOver>),
        typeof(CamelCase<HoldReason>),
        typeof(CamelCase<MissReason>),
        typeof(CamelCase<ProvisionerKind>),
        typeof(CamelCase<WorkspacePhase>),
    ])]
[JsonSerializable(typeof(ClaimOutput))]
[JsonSerializable(typeof(CommandOutput))]
[JsonSerializable(typeof(ForecastOutput[]))]
[JsonSerializable(typeof(LogOutput))]
[JsonSerializable(typeof(PassOutput))]
[JsonSerializable(typeof(PresetOutput))]
[JsonSerializable(typeof(PresetOutput[]))]
[JsonSerializable(typeof(PushOutput))]
[JsonSerializable(typeof(StatusOutput))]
[JsonSerializable(typeof(TemplateOutput))]
[JsonSerializable(typeof(TemplateOutput[]))]
[JsonSerializable(typeof(WorkspaceOutput[]))]
[JsonSerializable(typeof(WorkspaceDetailsOutput))]
internal sealed partial class OutputJson : JsonSerializerContext
{
    /// <summary>Made late, because the generated half of this class is initialised in no certain order.</summary>
    private static readonly Lazy<OutputJson> Legible = new(MakeLegible);

    /// <summary>Nothing here is ever put into HTML, and quotes should stay legible.</summary>
    public static OutputJson Shapes => Legible.Value;

    private static OutputJson MakeLegible() =>
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
