using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prebuilds.Claims;
using Prebuilds.Grains.Claims;
using Prebuilds.Grains.Presets;
using Prebuilds.Storage.Claims;
using Prebuilds.Testing;
using Prebuilds.Testing.Stores;
using Prebuilds.Users;
using Xunit;

namespace Prebuilds.Grains.Tests.Claims;

public sealed class ClaimWriterTests
{
    private readonly FakeTimeProvider _clock = new(A.Noon);
    private readonly SlowStore _store = new();

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task What_has_waited_for_as_long_as_its_caller_does_is_not_committed(
        int ticks, bool isCommitted)
    {
        await using var writer = new ClaimWriter(_store, _clock, NullLogger<ClaimWriter>.Instance);
        var first = writer.Commit(Claim("first"));
        await _store.Asked.Task;
        var second = writer.Commit(Claim("second"));

        _clock.Advance(ClaimPatience.Limit + TimeSpan.FromTicks(ticks));
        _store.Answers.SetResult();

        string[] committed = isCommitted ? ["first", "second"] : ["first"];
        Assert.NotNull(await first);
        Assert.Equal(isCommitted, await second is not null);
        Assert.Equal(committed, _store.Committed);
    }

    private static ClaimCommit Claim(string request) => new(
        new ClaimRequest(request, UserIds.FromName("ada"), "ada", request), A.Preset().Id, 1, null, null, A.Noon);

    /// <summary>Begins a first commit, and ends it when it is told to.</summary>
    private sealed class SlowStore() : ForwardingStore(new InMemoryStore())
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Committed { get; } = [];

        public override async Task<ImmutableArray<ClaimResult>> CommitClaims(
            ImmutableArray<ClaimCommit> claims, CancellationToken stop)
        {
            Committed.AddRange(claims.Select(claim => claim.Request.RequestId));
            Asked.TrySetResult();
            await Answers.Task;
            return [.. claims.Select(_ => new ClaimResult.NeverGranted())];
        }
    }
}
