namespace Prebuilds.Client.LoadTests.Checking;

/// <summary>
/// A user has one workspace of a name at a time. Whichever of two was given first, it must have been asked to be
/// deleted before the other's grant returned; that is judged when all deletions are known.
/// </summary>
internal sealed class NameRule(Deletions deletions)
{
    private readonly Dictionary<(Guid User, string Name), RequestFacts> _first = [];
    private readonly Dictionary<(Guid User, string Name), List<RequestFacts>> _shared = [];

    /// <summary>A request was read to be granted for the first time.</summary>
    public void Add(RequestFacts granted)
    {
        var key = (granted.User.Value, granted.GivenName!);
        if (_first.TryAdd(key, granted))
        {
            return;
        }

        if (!_shared.TryGetValue(key, out var sharing))
        {
            _shared[key] = sharing = [_first[key]];
        }

        sharing.Add(granted);
    }

    /// <summary>Requests that cannot have been given the same name one after the other.</summary>
    public IEnumerable<(RequestFacts One, RequestFacts Other)> Violations() => _shared.Values.SelectMany(Violations);

    private IEnumerable<(RequestFacts One, RequestFacts Other)> Violations(List<RequestFacts> sharing)
    {
        RequestFacts? longest = null;
        foreach (var next in sharing.OrderBy(Given))
        {
            if (longest is not null && longest.Workspace != next.Workspace && Overlap(longest, next))
            {
                yield return (longest, next);
            }

            longest = longest is not null && Asked(longest) >= Asked(next) ? longest : next;
        }
    }

    private bool Overlap(RequestFacts one, RequestFacts other) =>
        Asked(one) >= Given(other) && Asked(other) >= Given(one);

    private static long Given(RequestFacts facts) => facts.FirstGrant!.Value.Ticks;

    private long Asked(RequestFacts facts) => deletions.Asked(facts.Workspace!.Value);
}
