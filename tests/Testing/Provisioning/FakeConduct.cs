using System.Collections.Immutable;
using Prebuilds.Builds;

namespace Prebuilds.Testing.Provisioning;

/// <summary>How one operation shall go. A closed family.</summary>
public abstract record FakeConduct
{
    private FakeConduct()
    {
    }

    /// <summary>What it begins to replace before it does anything else.</summary>
    public ImmutableArray<ResourceReplacement> Replacements { get; init; } = [];

    /// <summary>It works.</summary>
    public sealed record Succeed : FakeConduct
    {
        /// <summary>A sensitive output; null: none.</summary>
        public string? Password { get; init; }
    }

    /// <summary>It fails.</summary>
    /// <param name="Class">With this class.</param>
    public sealed record Fail(ErrorClass Class) : FakeConduct
    {
        /// <summary>What it would have replaced, and was refused for.</summary>
        public ImmutableArray<ResourceReplacement> WouldReplace { get; init; } = [];
    }

    /// <summary>Only of <see cref="ProvisionStep.Ready"/>: not yet.</summary>
    public sealed record NotReady : FakeConduct;

    /// <summary>It says "hanging" to the log, and never ends unless it is cancelled.</summary>
    public sealed record Hang : FakeConduct;
}
