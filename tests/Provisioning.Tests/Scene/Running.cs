using System.Diagnostics;
using System.Globalization;
using Prebuilds.Provisioning.Processes;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Scene;

/// <summary>What runs on this machine.</summary>
internal static class Running
{
    public static void AssertGone(string id) => Assert.Null(ProcessEntry.Read(IdOf(id)));

    public static void AssertAlive(string id) => Assert.NotNull(ProcessEntry.Read(IdOf(id)));

    /// <summary>
    /// Starts what a silo might leave that was killed in the midst of a step: a process that carries the step's marks.
    /// </summary>
    public static async Task<Process> LeftoverOf(ProvisionRequest request, string step)
    {
        string[] stubborn = ["bash", "-c", "trap '' TERM; echo started; sleep 1000 & wait; wait"];
        var start = new ProcessStartInfo("setsid", stubborn)
        {
            RedirectStandardOutput = true,
        };
        start.Environment["PREBUILDS_WORKSPACE_ID"] = request.Workspace.ToString();
        start.Environment["PREBUILDS_BUILD_ID"] = request.Build.ToString();
        start.Environment["PREBUILDS_STEP"] = step;
        var leftover = Process.Start(start)!;
        await leftover.StandardOutput.ReadLineAsync();
        return leftover;
    }

    private static int IdOf(string text) => int.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
