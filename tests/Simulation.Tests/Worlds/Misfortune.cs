using Prebuilds.Simulation.Tests.Stores;
using Prebuilds.Simulation.Tests.Time;

namespace Prebuilds.Simulation.Tests.Worlds;

/// <summary>
/// What goes wrong in a world, and how often. Each world draws which kinds it knows, so that some see one kind alone
/// and others all of them at once.
/// </summary>
internal sealed class Misfortune
{
    private readonly VirtualTime _time;
    private readonly double _storeFailures;
    private readonly double _losses;
    private readonly double _duplicates;
    private readonly double _delays;
    private readonly double _provisionerFailures;

    /// <summary>Draws a world's misfortune.</summary>
    public Misfortune(VirtualTime time)
    {
        _time = time;
        _storeFailures = Rate(0.12);
        _losses = Rate(0.4);
        _duplicates = Rate(0.15);
        _delays = Rate(0.3);
        _provisionerFailures = Rate(0.25);
        Crashes = Some();
        Freezes = Some();
        Outages = Some();
        Zombies = Some();
        Slowness = Some();
    }

    /// <summary>Whether silos crash.</summary>
    public bool Crashes { get; }

    /// <summary>Whether silos stand still.</summary>
    public bool Freezes { get; }

    /// <summary>Whether the store goes away for a while.</summary>
    public bool Outages { get; }

    /// <summary>Whether presets get a second activation while the first lives.</summary>
    public bool Zombies { get; }

    /// <summary>Whether the store is slow for a while.</summary>
    public bool Slowness { get; }

    /// <summary>Whether nothing new goes wrong any more.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether the store answers nobody now.</summary>
    public bool StoreIsAway { get; set; }

    /// <summary>Whether the store takes its time now.</summary>
    public bool StoreIsSlow { get; set; }

    /// <summary>How the next call of the store goes.</summary>
    public StoreFate OfStoreCall() =>
        !Happens(_storeFailures) ? StoreFate.Answers : (StoreFate)_time.Chance.Next(1, 4);

    /// <summary>Whether the next message is lost.</summary>
    public bool LosesMessage() => Happens(_losses);

    /// <summary>Whether the next message comes twice.</summary>
    public bool DuplicatesMessage() => Happens(_duplicates);

    /// <summary>Whether the next message takes so long that others overtake it.</summary>
    public bool DelaysMessage() => Happens(_delays);

    /// <summary>Whether the next call goes to an activation that is not the newest.</summary>
    public bool RoutesToAnOldOne() => Zombies && Happens(0.15);

    /// <summary>Whether the next call makes a second activation.</summary>
    public bool MakesAZombie() => Zombies && Happens(0.02);

    /// <summary>Whether the next operation of a provisioner goes wrong.</summary>
    public bool ProvisionerFails() => Happens(_provisionerFailures);

    private bool Happens(double probability) => !IsOver && _time.Happens(probability);

    private bool Some() => _time.Happens(0.5);

    private double Rate(double most) => Some() ? most * _time.Chance.NextDouble() : 0;
}
