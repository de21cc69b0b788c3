using Prebuilds.Users;
using Xunit;

namespace Prebuilds.Core.Tests.Users;

public sealed class UserIdsTests
{
    [Fact]
    public void A_login_name_has_one_id_by_its_exact_letters()
    {
        Assert.Equal(UserIds.FromName("anna"), UserIds.FromName("anna"));
        Assert.NotEqual(UserIds.FromName("anna"), UserIds.FromName("Anna"));
        Assert.Equal(5, UserIds.FromName("anna").Value.Version);
    }

    [Fact]
    public void The_pools_own_user_is_known_by_its_name()
    {
        Assert.Equal(SystemUser.Prebuilds, UserIds.FromName(SystemUser.PrebuildsName));
        Assert.NotEqual(SystemUser.Prebuilds, UserIds.FromName("Prebuilds"));
    }

    [Fact]
    public void A_text_is_a_uuid_or_else_a_login_name()
    {
        var id = new Guid("00112233-4455-6677-8899-aabbccddeeff");

        Assert.Equal(new UserId(id), UserIds.FromText(id.ToString()));
        Assert.Equal(UserIds.FromName("anna"), UserIds.FromText("anna"));
        Assert.Equal(SystemUser.Prebuilds, UserIds.FromText(SystemUser.PrebuildsName));
    }
}
