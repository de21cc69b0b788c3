using System.Collections.Immutable;
using Orleans;
using Prebuilds.Planning.Rosters;
using Prebuilds.Presets;

namespace Prebuilds.Planning;

/// <summary>What to do about one pool, and why it waits.</summary>
/// <param name="Preset">The pool's preset.</param>
/// <param name="State">The counts it follows from.</param>
/// <param name="Actions">The steps, in order.</param>
/// <param name="Notes">Sentences for people: what it waits for, and until when.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.PresetPlan")]
public sealed record PresetPlan(
    PresetId Preset,
    PoolState State,
    ImmutableArray<PlanAction> Actions,
    ImmutableArray<string> Notes);
