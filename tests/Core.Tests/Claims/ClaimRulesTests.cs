using Prebuilds.Claims;
using Prebuilds.Testing;
using Prebuilds.Users;
using Xunit;

namespace Prebuilds.Core.Tests.Claims;

public sealed class ClaimRulesTests
{
    private static readonly ClaimRequest Request = new("r-1", new UserId(A.Id("ann")), "ann", "my-workspace");

    [Theory]
    [InlineData("a")]
    [InlineData("Z9._-")]
    [InlineData("7")]
    public void A_name_of_letters_digits_and_three_signs_is_allowed(string name) =>
        Assert.Empty(ClaimRules.Check(Request with { Name = name }));

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData(".a")]
    [InlineData("_a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("grün")]
    public void Another_name_is_refused_with_its_value(string name) => Assert.Equal(
        $"name: '{name}' is not a workspace name. "
        + "Use 1 to 64 letters, digits, '-', '_' or '.', beginning with a letter or digit.",
        Assert.Single(ClaimRules.Check(Request with { Name = name })).ToString());

    [Theory]
    [InlineData("!")]
    [InlineData("~")]
    [InlineData("0d6f8a1e-2f8c-4b57-9b3e-b3a1f3e1c7aa")]
    public void A_request_id_of_visible_ascii_is_allowed(string id) =>
        Assert.Empty(ClaimRules.Check(Request with { RequestId = id }));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\u007f")]
    [InlineData("ä")]
    public void Another_request_id_is_refused_with_its_value(string id) => Assert.Equal(
        $"requestId: '{id}' is not a request id. Use 1 to 128 visible ASCII characters, such as a UUID.",
        Assert.Single(ClaimRules.Check(Request with { RequestId = id })).ToString());

    [Fact]
    public void Names_and_ids_have_a_greatest_length()
    {
        Assert.Empty(ClaimRules.Check(Request with { Name = new string('a', 64), RequestId = new string('a', 128) }));
        var problems = ClaimRules.Check(Request with { Name = new string('a', 65), RequestId = new string('a', 129) });
        Assert.Equal(["requestId", "name"], problems.Select(p => p.Where));
    }

    [Fact]
    public void Only_people_own_claimed_workspaces()
    {
        UserId[] nobody = [new(Guid.Empty), SystemUser.Prebuilds];
        Assert.All(nobody, user => Assert.Equal(
            $"user: '{user}' cannot own a claimed workspace. "
            + "Name a person: a login name, or a UUID other than the empty one and the prebuilds user's.",
            Assert.Single(ClaimRules.Check(Request with { User = user })).ToString()));
    }

    [Fact]
    public void Every_problem_is_told_at_once() =>
        Assert.Equal(3, ClaimRules.Check(new ClaimRequest("", SystemUser.Prebuilds, "", "")).Length);
}
