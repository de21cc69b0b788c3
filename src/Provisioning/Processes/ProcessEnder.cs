using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Prebuilds.Provisioning.Processes;

/// <summary>Ends all processes of a family: asks, waits, then forces, and returns when they are gone.</summary>
/// <param name="clock">Measures the waits.</param>
/// <param name="logger">Told of what had to be forced and of what survived.</param>
internal sealed partial class ProcessEnder(TimeProvider clock, ILogger<ProcessEnder> logger)
{
    /// <summary>How long processes get to end by themselves after SIGTERM.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait after SIGKILL; only a process stuck inside the kernel needs longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// No process takes that long to become another program: what cannot be told by then is a stranger.
    /// </summary>
    private static readonly TimeSpan LongestChange = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The end of a process that is not our child raises no event here; the table is read again after this time.
    /// </summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends the family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="interruption">
    /// How long those that lead a session get to end in order after SIGINT, before anything else is done; zero: no
    /// time.
    /// </param>
    /// <returns>The ids of those that could not be ended; empty: all are gone.</returns>
    public async Task<ImmutableArray<int>> End(ProcessFamily family, TimeSpan interruption = default)
    {
        if (interruption > TimeSpan.Zero)
        {
            await Interrupt(family, interruption);
        }

        var known = new HashSet<(int Id, long Started)>();
        if (await Signal(family, known, Signals.Terminate, Grace) is [])
        {
            return [];
        }

        var survivors = await Signal(family, known, Signals.Kill, Patience);
        if (survivors is not [])
        {
            LogProcessesSurvived(string.Join(", ", survivors));
        }

        return survivors;
    }

    /// <summary>
    /// Asks those that lead a session, and only them: what they started is theirs to end, in the order that they need.
    /// </summary>
    private async Task Interrupt(ProcessFamily family, TimeSpan atMost)
    {
        var started = clock.GetTimestamp();
        var asked = new HashSet<(int Id, long Started)>();
        while (clock.GetElapsedTime(started) < atMost
            && ProcessTable.Members(family).Where(it => it.Id == it.Session).ToList() is [_, ..] leaders)
        {
            foreach (var leader in leaders.Where(leader => asked.Add((leader.Id, leader.Started))))
            {
                Signals.Send(leader.Id, Signals.Interrupt);
            }

            await Task.Delay(LookAgain, clock);
        }
    }

    /// <summary>Signals every member once, new ones as they appear, until none runs or the time is over.</summary>
    private async Task<ImmutableArray<int>> Signal(
        ProcessFamily family, HashSet<(int Id, long Started)> known, int signal, TimeSpan atMost)
    {
        var started = clock.GetTimestamp();
        var signalled = new HashSet<int>();
        for (; ; )
        {
            var members = ProcessTable.Members(family, known, out var undecided);
            if (members.Count == 0 && (!undecided || clock.GetElapsedTime(started) > LongestChange))
            {
                return [];
            }

            if (clock.GetElapsedTime(started) > atMost)
            {
                LogProcessesOutlived(signal, string.Join(", ", members.Select(member => member.Id)));
                return [.. members.Select(member => member.Id)];
            }

            // The system reuses the root's number only when nobody is in its session any more: from then on it is a
            // stranger's.
            family = members.Any(family.IsOfRoot) ? family : family with { Root = null };
            known.UnionWith(members.Select(member => (member.Id, member.Started)));
            foreach (var member in members.Where(member => signalled.Add(member.Id)))
            {
                SendTo(member, signal);
            }

            await Task.Delay(LookAgain, clock);
        }
    }

    /// <summary>
    /// The leader of a group takes its whole group along in one call, so that nothing escapes by forking meanwhile.
    /// </summary>
    private static void SendTo(ProcessEntry member, int signal)
    {
        if (member.Group == member.Id)
        {
            Signals.SendToGroup(member.Group, signal);
        }
        else
        {
            Signals.Send(member.Id, signal);
        }
    }

    [LoggerMessage(LogLevel.Information, "Processes {Processes} still run after signal {Signal}")]
    private partial void LogProcessesOutlived(int signal, string processes);

    [LoggerMessage(LogLevel.Error, "Processes {Processes} cannot be ended; look at them with ps and end them by hand")]
    private partial void LogProcessesSurvived(string processes);
}
