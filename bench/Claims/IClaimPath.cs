using Prebuilds.Bench.Seeds;

namespace Prebuilds.Bench.Claims;

/// <summary>A way to claim: one ready member of a preset becomes a user's, durably, once.</summary>
internal interface IClaimPath
{
    /// <summary>What the table calls it.</summary>
    string Name { get; }

    /// <summary>Forgets everything and makes new members.</summary>
    Task Fill(PoolSet pools);

    /// <summary>Claims, and answers when it is durable.</summary>
    /// <param name="preset">From which preset, counted from 0.</param>
    /// <param name="ticket">For whom; no two claims between two fills share one.</param>
    /// <returns>The workspace that was handed out; null: none.</returns>
    Task<Guid?> Claim(int preset, ClaimTicket ticket);

    /// <summary>What the database says was handed out since the last fill.</summary>
    Task<List<Guid>> Claimed();
}
