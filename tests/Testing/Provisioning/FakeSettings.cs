namespace Prebuilds.Testing.Provisioning;

/// <summary>How operations go that nothing else was said about. The defaults: at once, and always well.</summary>
/// <param name="MinDelay">The shortest time an operation takes.</param>
/// <param name="MaxDelay">The longest; drawn evenly between the two.</param>
/// <param name="FailureRate">
/// The share of operations that fail (transient), 0 to 1. Deletions never fail by chance.
/// </param>
/// <param name="NotReadyRate">The share of probes that answer "not yet", 0 to 1.</param>
public sealed record FakeSettings(
    TimeSpan MinDelay = default, TimeSpan MaxDelay = default, double FailureRate = 0, double NotReadyRate = 0);
