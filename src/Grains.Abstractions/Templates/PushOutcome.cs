using System.Collections.Immutable;
using Prebuilds.Templates;

namespace Prebuilds.Grains.Templates;

/// <summary>What became of a push. A closed family.</summary>
[GenerateSerializer, Immutable, Alias("prebuilds.PushOutcome")]
public abstract record PushOutcome
{
    private PushOutcome()
    {
    }

    /// <summary>The version is stored.</summary>
    /// <param name="Version">
    /// The version. While its check is pending nothing is activated; the catalog tells what comes of it.
    /// </param>
    /// <param name="Active">Whether it is the active one now.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.PushOutcome.Pushed")]
    public sealed record Pushed(TemplateVersion Version, bool Active) : PushOutcome;

    /// <summary>Nothing was stored.</summary>
    /// <param name="Problems">Every problem at once.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.PushOutcome.Invalid")]
    public sealed record Invalid(ImmutableArray<Problem> Problems) : PushOutcome;
}
