using Prebuilds.Builds;
using Prebuilds.Client.Output.Builds;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Builds;

/// <summary>Copies a build's log to the results.</summary>
internal sealed class LogCopy(Session session, PrebuildsClient client, BuildId build)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private int _offset;

    /// <summary>Copies the log as far as it is written.</summary>
    /// <param name="follow">Go on until the build is finished.</param>
    /// <param name="stop">Ends it.</param>
    public async Task Run(bool follow, CancellationToken stop)
    {
        await Advance(stop);
        while (follow)
        {
            // Asked before the log is read: what a build wrote before it was finished is in the log by then.
            var isFinished = await client.Workspaces.GetBuild(build, stop) is not { IsFinished: false };
            await Advance(stop);
            if (isFinished)
            {
                return;
            }

            await Task.Delay(Look, session.Shell.Clock, stop);
        }
    }

    private async Task Advance(CancellationToken stop)
    {
        while (await client.Workspaces.ReadLog(build, _offset, stop) is { Length: > 0 } text)
        {
            var piece = new LogOutput(build.Value, _offset, text);
            session.Print(piece, json => json.LogOutput, _ => session.Shell.Out.Write(text));
            _offset += text.Length;
        }
    }
}
