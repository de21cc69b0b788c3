using Prebuilds.Presets;

// Core's records carry attributes only; their serializers are generated here, the lowest place that knows the
// generator.
[assembly: GenerateCodeForDeclaringAssembly(typeof(Preset))]
