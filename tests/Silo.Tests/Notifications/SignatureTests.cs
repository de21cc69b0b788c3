using System.Security.Cryptography;
using System.Text;
using Prebuilds.Silo.Notifications.Sinks;
using Xunit;

namespace Prebuilds.Silo.Tests.Notifications;

/// <summary>Signatures as a receiver checks them, who has no code of ours.</summary>
public sealed class SignatureTests
{
    /// <summary>The digest is what <c>openssl dgst -sha256 -hmac</c> says of <c>1748865600.{"version":1}</c>.</summary>
    [Fact]
    public void A_signature_is_what_openssl_makes() => Assert.Equal(
        "v1=eab6ade0c4ffa5799fff2144ced341c93860b3c4d6ceebd560b029854548aedd",
        WebhookSignature.Of(Encoding.UTF8.GetBytes(DeliveryScene.Secret), 1748865600, "{\"version\":1}"u8.ToArray()));

    [Fact]
    public async Task Every_post_carries_a_signature_of_its_own_instant()
    {
        var (scene, courier) = await DeliveryScene.Start();
        await using var _ = scene;
        await scene.Happen("a", "first");
        scene.Receiver.Refuse(500);
        await courier.Step(default);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await courier.Step(default);

        var posts = scene.Receiver.Posts;

        Assert.Equal(2, posts.Count);
        Assert.All(posts, post => Assert.Equal(Expected(post), post.Headers["Prebuilds-Signature"]));
        Assert.NotEqual(posts[0].Headers["Prebuilds-Signature"], posts[1].Headers["Prebuilds-Signature"]);
        Assert.Equal("1748865600", posts[0].Headers["Prebuilds-Timestamp"]);
        Assert.Equal("1748865660", posts[1].Headers["Prebuilds-Timestamp"]);
    }

    /// <summary>RFC 2104 by hand.</summary>
    private static string Expected(Posted post)
    {
        var key = new byte[64];
        Encoding.UTF8.GetBytes(DeliveryScene.Secret).CopyTo(key, 0);
        byte[] text = [.. Encoding.ASCII.GetBytes(post.Headers["Prebuilds-Timestamp"] + "."), .. post.Body];
        var inner = SHA256.HashData([.. key.Select(b => (byte)(b ^ 0x36)), .. text]);
        var outer = SHA256.HashData([.. key.Select(b => (byte)(b ^ 0x5c)), .. inner]);
        return $"v1={Convert.ToHexString(outer).ToLowerInvariant()}";
    }
}
