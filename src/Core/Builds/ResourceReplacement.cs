using System.Collections.Immutable;
using Orleans;

namespace Prebuilds.Builds;

/// <summary>A resource that a hand-over replaces: what was prebuilt of it is destroyed.</summary>
/// <param name="Address">Which one, as its template names it: <c>aws_instance.dev["a"]</c>.</param>
/// <param name="Paths">
/// The attributes whose change forces it, such as <c>ami</c> or <c>tags["owner"]</c>; empty: the platform does not
/// tell.
/// </param>
[GenerateSerializer, Immutable, Alias("prebuilds.ResourceReplacement")]
public sealed record ResourceReplacement(string Address, ImmutableArray<string> Paths)
{
    /// <summary>Most replacements told of one build.</summary>
    public const int MaxPerBuild = 50;

    /// <summary>Most paths told of one resource.</summary>
    public const int MaxPaths = 10;

    /// <summary>Most characters of an address or a path.</summary>
    public const int MaxLength = 300;

    private const int MaxTold = 5;

    /// <summary>The earlier ones, and the later of other resources: one of each, and not too many.</summary>
    /// <param name="earlier">What is known already; it stays.</param>
    /// <param name="later">What comes to it.</param>
    public static ImmutableArray<ResourceReplacement> Join(
        ImmutableArray<ResourceReplacement> earlier, ImmutableArray<ResourceReplacement> later) =>
        [.. earlier.Concat(later).DistinctBy(it => it.Address).Take(MaxPerBuild)];

    /// <summary>The replacements as one sentence: the first few, each with what forces it.</summary>
    /// <param name="replacements">All of them.</param>
    public static string Tell(ImmutableArray<ResourceReplacement> replacements)
    {
        var told = replacements.Take(MaxTold).Select(it => it.ToString());
        var more = replacements.Length - MaxTold;
        return string.Join(", ", more > 0 ? told.Append($"and {more} more") : told);
    }

    /// <summary>The address, and what forces it.</summary>
    public override string ToString() =>
        Paths.IsDefaultOrEmpty ? Address : $"{Address} (forced by {string.Join(", ", Paths)})";
}
