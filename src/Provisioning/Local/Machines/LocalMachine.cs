using Prebuilds.Builds;

namespace Prebuilds.Provisioning.Local.Machines;

/// <summary>The machine that this process works for.</summary>
/// <param name="Id">Its id, the same for all processes that share the data directory, for ever.</param>
public sealed record LocalMachine(MachineId Id);
