using System.Collections.Immutable;
using Prebuilds.Builds;

namespace Prebuilds.Testing.Provisioning;

/// <summary>How one operation shall go. A closed family.</summary>
public abstract record FakeConduct
{
    private FakeConduct()
    {
    }

    /// <summary>It works.</summary>
    public sealed record Succeed : FakeConduct
    {
        /// <summary>What it replaces.</summary>
        public ImmutableArray<ResourceReplacement> Replacements { get; init; } = [];

        /// <summary>A sensitive output; null: none.</summary>
        public string? Password { get; init; }
    }

    /// <summary>It fails.</summary>
    /// <param name="Class">With this class.</param>
    public sealed record Fail(ErrorClass Class) : FakeConduct
    {
        /// <summary>What it would have replaced.</summary>
        public ImmutableArray<ResourceReplacement> Replacements { get; init; } = [];
    }

    /// <summary>Only of <see cref="ProvisionStep.Ready"/>: not yet.</summary>
    public sealed record NotReady : FakeConduct;

    /// <summary>It says "hanging" to the log, and never ends unless it is cancelled.</summary>
    public sealed record Hang : FakeConduct;
}
