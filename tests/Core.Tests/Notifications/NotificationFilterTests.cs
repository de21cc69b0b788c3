using Prebuilds.Events;
using Prebuilds.Notifications;
using Prebuilds.Testing;
using Xunit;

namespace Prebuilds.Core.Tests.Notifications;

public sealed class NotificationFilterTests
{
    [Theory]
    [InlineData("", "", "go-dev", EventKind.BuildFailed, true)]
    [InlineData("", "", "go-dev", EventKind.Claimed, false)]
    [InlineData("", "", null, EventKind.LoopChanged, true)]
    [InlineData("Claimed", "", "go-dev", EventKind.Claimed, true)]
    [InlineData("Claimed", "", "go-dev", EventKind.BuildFailed, false)]
    [InlineData("BuildFailed", "", "go-dev", EventKind.Recovered, true)]
    [InlineData("Claimed", "", "go-dev", EventKind.Recovered, false)]
    [InlineData("", "go-dev", "go-dev", EventKind.BuildFailed, true)]
    [InlineData("", "rust-dev", "go-dev", EventKind.BuildFailed, false)]
    [InlineData("", "rust-dev", null, EventKind.LoopChanged, true)]
    public void It_passes_what_was_asked_for(
        string kinds, string templates, string? template, EventKind kind, bool passes)
    {
        var filter = new NotificationFilter(
            [.. kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<EventKind>)],
            [.. templates.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(passes, filter.Passes(new PrebuildEvent(1, A.Noon, kind, template, null, null, null, null)));
    }
}
