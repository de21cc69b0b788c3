using Prebuilds.Presets;

namespace Prebuilds.Bench.Seeds;

/// <summary>Presets with members that are ready, as every side of a comparison is given them.</summary>
/// <param name="Template">The template's name.</param>
/// <param name="Presets">How many presets.</param>
/// <param name="MembersEach">How many members each.</param>
internal sealed record PoolSet(string Template, int Presets, int MembersEach)
{
    /// <summary>All members.</summary>
    public int Members => Presets * MembersEach;

    /// <summary>The presets' names.</summary>
    public PresetName[] Names { get; } =
        [.. Enumerable.Range(0, Presets).Select(number => new PresetName(Template, $"p{number}"))];

    /// <summary>New members, oldest first: ids as the product makes them, the presets taking turns.</summary>
    public (Guid[] Ids, Guid[] PresetIds) NewMembers()
    {
        var presets = Names.Select(name => name.ToId().Value).ToArray();
        return (
            [.. Enumerable.Range(0, Members).Select(_ => Guid.CreateVersion7())],
            [.. Enumerable.Range(0, Members).Select(number => presets[number % Presets])]);
    }
}
