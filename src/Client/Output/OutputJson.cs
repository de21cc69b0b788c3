using System.Text.Json.Serialization;
using Prebuilds.Client.Output.Builds;
using Prebuilds.Client.Output.Events;
using Prebuilds.Client.Output.LoadTests;
using Prebuilds.Client.Output.Pools;
using Prebuilds.Client.Output.Templates;
using Prebuilds.Client.Output.Workspaces;

namespace Prebuilds.Client.Output;

/// <summary>
/// Every JSON document of the command line. The shapes are promised in docs/cli.md: fields may be added, none is
/// renamed or removed. A field without a value is left out. Enumerations are texts in these records, because a
/// converter of any type keeps the serializer from the fast code that is generated here.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BuildDetailsOutput))]
[JsonSerializable(typeof(BuildEntryOutput[]))]
[JsonSerializable(typeof(CheckOutput))]
[JsonSerializable(typeof(ClaimOutput))]
[JsonSerializable(typeof(CommandOutput))]
[JsonSerializable(typeof(DeadLetterOutput[]))]
[JsonSerializable(typeof(EventOutput))]
[JsonSerializable(typeof(ForecastOutput[]))]
[JsonSerializable(typeof(LoadOutput))]
[JsonSerializable(typeof(LogOutput))]
[JsonSerializable(typeof(PassOutput))]
[JsonSerializable(typeof(PresetOutput))]
[JsonSerializable(typeof(PresetOutput[]))]
[JsonSerializable(typeof(PushOutput))]
[JsonSerializable(typeof(RefusedLine))]
[JsonSerializable(typeof(StatusOutput))]
[JsonSerializable(typeof(TemplateOutput))]
[JsonSerializable(typeof(TemplateOutput[]))]
[JsonSerializable(typeof(ViolationOutput))]
[JsonSerializable(typeof(WorkspaceOutput[]))]
[JsonSerializable(typeof(WorkspaceDetailsOutput))]
internal sealed partial class OutputJson : JsonSerializerContext;
