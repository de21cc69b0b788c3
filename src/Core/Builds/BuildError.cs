using Orleans;

namespace Prebuilds.Builds;

/// <summary>Why a build failed.</summary>
/// <param name="Class">What it means for the next try.</param>
/// <param name="Message">What failed, with which value, and what to do; at most 2,000 characters.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.BuildError")]
public sealed record BuildError(ErrorClass Class, string Message);
