using Orleans.Configuration;

namespace Prebuilds.Silo.Clustering;

/// <summary>
/// Who knows where a grain lives: the directory that keeps what lives on the silos that stay. Orleans' default one
/// forgets part of it whenever any silo leaves, and those pools are loaded again. It is marked experimental; that a
/// pool has one writer does not depend on it. Figures: docs/decisions/0007.
/// </summary>
internal static class GrainDirectory
{
    // What a lost silo knew is taken over this long after its last sign of life, of which the failure detector takes up
    // to 6 s.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(8);

    /// <summary>Adds it.</summary>
    public static ISiloBuilder AddGrainDirectory(this ISiloBuilder silo) =>
#pragma warning disable ORLEANSEXP003 // Chosen by measurement; see above.
        silo.AddDistributedGrainDirectory()
#pragma warning restore ORLEANSEXP003
            .Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = Lease);
}
