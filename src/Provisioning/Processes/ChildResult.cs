namespace Prebuilds.Provisioning.Processes;

/// <summary>What running a command came to. A closed family.</summary>
internal abstract record ChildResult
{
    private ChildResult()
    {
    }

    /// <summary>It ran and ended.</summary>
    /// <param name="Code">Its exit code; 128 + N when signal N ended it.</param>
    /// <param name="LastLines">The end of its output, bounded by <see cref="Output.OutputTail"/>.</param>
    public sealed record Exited(int Code, string LastLines) : ChildResult;

    /// <summary>It could not be started.</summary>
    /// <param name="Reason">Why, in the system's words.</param>
    public sealed record NotStarted(string Reason) : ChildResult;
}
