namespace Prebuilds.Client.Claims;

/// <summary>The cluster did not answer a claim, which may have been granted all the same.</summary>
public sealed class ClaimUnansweredException : Exception
{
    /// <summary>The cluster did not answer.</summary>
    /// <param name="requestId">The claim's id.</param>
    /// <param name="cause">The failure of the last try.</param>
    public ClaimUnansweredException(string requestId, Exception cause)
        : base(
            $"The cluster did not answer the claim ({cause.Message.TrimEnd('.')}), which may have been granted. "
            + $"Ask again with the request id {requestId}: a claim that was granted is answered the same.",
            cause) => RequestId = requestId;

    /// <summary>The id to ask again with.</summary>
    public string RequestId { get; }
}
