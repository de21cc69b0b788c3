namespace Prebuilds.Simulation.Tests.Stores;

/// <summary>How a call of the store goes.</summary>
internal enum StoreFate
{
    /// <summary>Well.</summary>
    Answers,

    /// <summary>It fails and does nothing.</summary>
    FailsBefore,

    /// <summary>It takes effect, and the answer is lost.</summary>
    FailsAfter,

    /// <summary>It fails, and takes effect after its caller has learnt that.</summary>
    FailsWithLateEffect,
}
