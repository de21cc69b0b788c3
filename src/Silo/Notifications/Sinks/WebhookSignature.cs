using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Prebuilds.Silo.Notifications.Sinks;

/// <summary>
/// Proves that a post is ours and new: HMAC-SHA256 over the instant and the body. Who checks the instant too refuses a
/// post that somebody recorded.
/// </summary>
internal static class WebhookSignature
{
    /// <summary>The header's value: <c>v1=</c> and the hexadecimal digest of <c>timestamp.body</c>.</summary>
    /// <param name="secret">The shared secret, in UTF-8.</param>
    /// <param name="timestamp">Seconds since 1970, as the header <c>Prebuilds-Timestamp</c> says.</param>
    /// <param name="body">The body.</param>
    public static string Of(byte[] secret, long timestamp, byte[] body)
    {
        byte[] signed =
        [
            .. Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture)), (byte)'.', .. body,
        ];
        return $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, signed))}";
    }
}
