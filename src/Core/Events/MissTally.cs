using System.Collections.Immutable;
using Prebuilds.Claims;

namespace Prebuilds.Events;

/// <summary>
/// Counts the claims that found nothing, so that a reason is told when it begins and once a <see cref="Pause"/> while
/// it lasts, however many claims miss. Kept in memory: what was not told yet is lost with its owner.
/// </summary>
public sealed class MissTally
{
    private readonly Dictionary<MissReason, Spell> _spells = [];

    /// <summary>Time between two events about one reason: a minute.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether nothing waits to be told, now or later.</summary>
    public bool AllTold => _spells.Values.All(spell => spell.Untold == 0);

    /// <summary>Counts a claim.</summary>
    /// <param name="miss">What it was answered.</param>
    public void Add(ClaimOutcome.NoneClaimable miss)
    {
        var spell = _spells.GetValueOrDefault(miss.Reason) ?? new Spell(null, 0, 0, "");
        _spells[miss.Reason] = spell with { Untold = spell.Untold + 1, Detail = miss.Detail };
    }

    /// <summary>Whether there is something to tell.</summary>
    /// <param name="now">The instant.</param>
    public bool HasNews(DateTimeOffset now) => _spells.Values.Any(spell => IsDue(spell, now));

    /// <summary>What is to be told; it stays so until it was <see cref="Told"/>.</summary>
    /// <param name="now">The instant.</param>
    public ImmutableArray<PoolEvent> News(DateTimeOffset now)
    {
        if (_spells.Count == 0)
        {
            return [];
        }

        var news = ImmutableArray.CreateBuilder<PoolEvent>();
        foreach (var (reason, spell) in _spells.OrderBy(spell => spell.Key).ToList())
        {
            var isDue = IsDue(spell, now);
            _spells[reason] = spell with { Telling = isDue ? spell.Untold : 0 };
            if (isDue)
            {
                news.Add(new PoolEvent(EventKind.Missed, $"{Word(reason)}: {spell.Detail}", spell.Untold));
            }
        }

        return news.ToImmutable();
    }

    /// <summary>The last <see cref="News"/> are stored.</summary>
    /// <param name="now">The instant at which they were.</param>
    public void Told(DateTimeOffset now)
    {
        foreach (var (reason, spell) in _spells.Where(spell => spell.Value.Telling > 0).ToList())
        {
            _spells[reason] = spell with { ToldAt = now, Untold = spell.Untold - spell.Telling, Telling = 0 };
        }
    }

    private static bool IsDue(Spell spell, DateTimeOffset now) => spell.Untold > 0 && !(now - spell.ToldAt < Pause);

    private static string Word(MissReason reason)
    {
        var name = reason.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private sealed record Spell(DateTimeOffset? ToldAt, int Untold, int Telling, string Detail);
}
