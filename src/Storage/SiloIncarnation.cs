namespace Prebuilds.Storage;

/// <summary>
/// One life of one silo, as the cluster's list of members knows it: a silo that is started again is another.
/// </summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="Address">The IP address that it advertises.</param>
/// <param name="Port">The port on which silos talk to it.</param>
/// <param name="Generation">Which life.</param>
public sealed record SiloIncarnation(string ClusterId, string Address, int Port, int Generation)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Address}:{Port}@{Generation} of cluster {ClusterId}";
}
