using Prebuilds.Builds;

namespace Prebuilds.Testing.Provisioning;

/// <summary>How one operation shall go. A closed family.</summary>
public abstract record FakeConduct
{
    private FakeConduct()
    {
    }

    /// <summary>It works.</summary>
    public sealed record Succeed : FakeConduct;

    /// <summary>It fails.</summary>
    /// <param name="Class">With this class.</param>
    public sealed record Fail(ErrorClass Class) : FakeConduct;

    /// <summary>Only of <see cref="ProvisionStep.Ready"/>: not yet.</summary>
    public sealed record NotReady : FakeConduct;

    /// <summary>It says "hanging" to the log, and never ends unless it is cancelled.</summary>
    public sealed record Hang : FakeConduct;
}
