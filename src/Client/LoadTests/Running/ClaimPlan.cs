namespace Prebuilds.Client.LoadTests.Running;

/// <summary>
/// The claims of one caller, or of all in an open loop, in the order in which they are made: a pure sequence that the
/// seed decides.
/// </summary>
/// <param name="settings">What is claimed.</param>
/// <param name="caller">Whose plan it is: each has ids and chances of its own.</param>
internal sealed class ClaimPlan(LoadSettings settings, int caller)
{
    /// <summary>How many of the newest claims may be repeated.</summary>
    private const int Remembered = 256;

    private readonly Chance _chance = new(settings.Seed + ((ulong)caller * 0xD1342543DE82EF95));
    private readonly PlannedClaim[] _newest = new PlannedClaim[Remembered];
    private long _count;

    /// <summary>The next claim: a new one, or an earlier one again.</summary>
    public PlannedClaim Next()
    {
        if (_count > 0 && _chance.Happens(settings.RepeatPercent))
        {
            var earlier = _chance.Next((int)Math.Min(_count, Remembered));
            return _newest[earlier] = _newest[earlier] with { Attempt = _newest[earlier].Attempt + 1 };
        }

        var claim = new PlannedClaim(
            settings.Presets[_chance.Next(settings.Presets.Length)],
            $"load-{_chance.Next(settings.Users)}",
            $"{settings.Run}-{caller}-{_count}",
            Attempt: 1,
            _chance.Happens(settings.DeletePercent));
        _newest[_count++ % Remembered] = claim;
        return claim;
    }
}
