namespace Prebuilds.Storage;

/// <summary>A write was refused, because the silo that asked is no active member of its cluster.</summary>
/// <param name="silo">The silo.</param>
public sealed class NotMemberException(SiloIncarnation silo)
    : Exception($"Silo {silo} is no active member, and may write nothing.");
