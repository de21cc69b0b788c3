using Prebuilds.Builds;
using Prebuilds.Client.Output.Workspaces;
using Prebuilds.Client.Terminal;

namespace Prebuilds.Client.Commands.Workspaces;

/// <summary>Copies a build's log to the results, as far as it is written.</summary>
internal sealed class LogCopy(Session session, PrebuildsClient client, BuildId build)
{
    private int _offset;

    /// <summary>Copies what is there and was not copied yet.</summary>
    public async Task Advance(CancellationToken stop)
    {
        while (await client.Workspaces.ReadLog(build, _offset, stop) is { Length: > 0 } text)
        {
            var piece = new LogOutput(build.Value, _offset, text);
            session.Print(piece, json => json.LogOutput, _ => session.Shell.Out.Write(text));
            _offset += text.Length;
        }
    }
}
