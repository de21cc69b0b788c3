using System.CommandLine;
using Prebuilds.Client.Claims;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Client.Commands.Claims;

/// <summary>How long a claim waits.</summary>
internal static class WaitOption
{
    /// <summary>The option.</summary>
    public static Option<TimeSpan> Build() => new("--wait")
    {
        Description = "How long to ask again while none is claimable, such as 30s or 5m, at most 24h. "
            + "Default: 0, ask once",
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!Duration.TryParse(text, out var wait) || wait > ClaimOptions.MaxWait)
            {
                result.AddError($"--wait is {Quoted.Of(text)}. Write a time such as 30s, 5m or 1h, at most 24h.");
            }

            return wait;
        },
    };
}
