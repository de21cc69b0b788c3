using System.CommandLine;

namespace Prebuilds.Client.Commands.Builds;

/// <summary>Whether a log is followed.</summary>
internal sealed class FollowOption : Option<bool>
{
    /// <summary>The option.</summary>
    public FollowOption()
        : base("--follow", "-f") => Description = "Go on until the build is finished, looking twice a second";
}
