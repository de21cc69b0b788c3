using Orleans;

namespace Prebuilds;

/// <summary>One thing that is wrong with an input, said so that its author can mend it.</summary>
/// <param name="Where">File and line (<c>template.yaml:12</c>), path or field.</param>
/// <param name="What">What is wrong, with the value that was seen.</param>
/// <param name="Remedy">What to do about it.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.Problem")]
public sealed record Problem(string Where, string What, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Where}: {What}. {Remedy}.";
}
