namespace Prebuilds.Grains;

/// <summary>Gives an id that was never used; those of later instants sort behind those of earlier ones.</summary>
/// <param name="now">The instant of the choice.</param>
/// <returns>The id: in a silo a UUID of version 7.</returns>
public delegate Guid NewId(DateTimeOffset now);
