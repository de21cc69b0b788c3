using Prebuilds.Planning.Snapshots;

namespace Prebuilds.Grains.Orchestration;

/// <summary>How the loop is.</summary>
/// <param name="Enabled">False when the feature is off (<c>Prebuilds:Enabled=false</c>).</param>
/// <param name="Settings">What operators have said.</param>
/// <param name="Interval">Time between two passes.</param>
/// <param name="LastPass">The newest pass; null: none since the grain was activated.</param>
[GenerateSerializer, Immutable, Alias("prebuilds.OrchestratorStatus")]
public sealed record OrchestratorStatus(bool Enabled, LoopSettings Settings, TimeSpan Interval, PassReport? LastPass);
