using Microsoft.Extensions.Logging;

namespace Prebuilds.Grains.Orchestration;

/// <content>What can happen to the loop.</content>
public sealed partial class OrchestratorGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The loop runs")]
    private partial void LogRunning();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The loop is stopped: {Cause}")]
    private partial void LogStopped(string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "A tick failed; the next one repeats it")]
    private partial void LogTickFailed(Exception error);
}
