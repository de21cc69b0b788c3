using System.Diagnostics;
using Prebuilds.Claims;
using Prebuilds.Client.Claims;
using Prebuilds.Client.Output;
using Prebuilds.Client.Output.Workspaces;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Claims;

/// <summary>What is said about a claim that was not granted, and how the process ends.</summary>
internal static class ClaimMessage
{
    private static string Busy { get; } = Words.Of(MissReason.Busy);

    /// <summary>Says it.</summary>
    public static ExitCode Say(Session session, ClaimOutput result, ClaimOptions options)
    {
        var (code, message) = result.Outcome switch
        {
            "claimed" => (ExitCode.Success, null),
            "noneClaimable" when result.Reason == Busy => (
                ExitCode.NoneClaimable,
                $"Nobody looked for a workspace of {result.Preset} now ({result.Reason}): {result.Detail} If this id "
                + $"was asked before, it may have been granted: --request-id {result.RequestId} tells, and gets it."),
            "noneClaimable" => (
                ExitCode.NoneClaimable,
                $"No workspace of {result.Preset} is claimable now ({result.Reason}): {result.Detail}"),
            "nameTaken" => (
                ExitCode.NameTaken,
                $"{options.User} already has a workspace {Quoted.Of(options.Name)}. Choose another name, or delete "
                + $"that one: prebuilds workspace delete {options.Name} --user {options.User}"),
            "notSupported" => (
                ExitCode.NotSupported,
                "Prebuilds is switched off in this cluster (Prebuilds:Enabled=false), so nothing can be claimed."),
            "presetUnknown" => (
                ExitCode.PresetUnknown,
                $"There is no preset {result.Preset}. 'prebuilds preset list' shows those that there are."),
            _ => throw new UnreachableException(),
        };
        if (message is not null)
        {
            session.Say(message);
        }

        return code;
    }
}
