namespace Prebuilds.Bench.Claims;

/// <summary>Who claims what for.</summary>
/// <param name="Caller">The caller, counted from 0.</param>
/// <param name="Number">Which claim of the run.</param>
internal readonly record struct ClaimTicket(int Caller, int Number)
{
    /// <summary>The user's login name.</summary>
    public string User => $"user{Caller}";

    /// <summary>The workspace's name.</summary>
    public string WorkspaceName => $"workspace-{Number}";
}
