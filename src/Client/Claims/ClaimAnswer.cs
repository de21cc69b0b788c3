using Prebuilds.Claims;

namespace Prebuilds.Client.Claims;

/// <summary>What became of a claim.</summary>
/// <param name="Outcome">The outcome; a miss when none became claimable in time.</param>
/// <param name="RequestId">
/// The id under which the claim was asked: asking again with it is safe, whatever the outcome.
/// </param>
public sealed record ClaimAnswer(ClaimOutcome Outcome, string RequestId);
