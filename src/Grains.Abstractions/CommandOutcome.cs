namespace Prebuilds.Grains;

/// <summary>What became of an operator's command. A closed family: these three and no other.</summary>
[GenerateSerializer, Immutable, Alias("prebuilds.CommandOutcome")]
public abstract record CommandOutcome
{
    private CommandOutcome()
    {
    }

    /// <summary>It is durable.</summary>
    /// <param name="Message">What was done, as a sentence.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.CommandOutcome.Done")]
    public sealed record Done(string Message) : CommandOutcome;

    /// <summary>What it names does not exist.</summary>
    /// <param name="Message">What, with the value, and what to do.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.CommandOutcome.NotFound")]
    public sealed record NotFound(string Message) : CommandOutcome;

    /// <summary>It cannot be done now; nothing was changed.</summary>
    /// <param name="Message">Why, and what to do.</param>
    [GenerateSerializer, Immutable, Alias("prebuilds.CommandOutcome.Refused")]
    public sealed record Refused(string Message) : CommandOutcome;
}
