using Microsoft.Extensions.Logging;
using Prebuilds.Builds;
using Prebuilds.Presets;
using Prebuilds.Storage;
using Prebuilds.Workspaces;

namespace Prebuilds.Grains.Presets;

/// <content>What can happen to a pool.</content>
public sealed partial class PoolKeeper
{
    private readonly ILogger _logger;

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Preset}: opened under epoch {Epoch} with {Members} members")]
    private partial void LogOpened(PresetName preset, long epoch, int members);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Preset}: {Created} created, {Leaving} leaving, {Changes} changes in all")]
    private partial void LogExecuted(PresetName preset, int created, int leaving, int changes);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Preset}: the refill is queued {SinceClaimMs:0.0} ms after the claim")]
    private partial void LogRefilled(PresetName preset, double sinceClaimMs);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Preset}: an operator asked for a {Change} of build {BuildId}")]
    private partial void LogBuildCommand(PresetName preset, string change, BuildId buildId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Preset}: the plan breaks {Violations} rules and is not executed; the first: {Violation}")]
    private partial void LogPlanRefused(PresetName preset, int violations, string violation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Preset}: looking again failed; the next tick repeats it")]
    private partial void LogRefillFailed(PresetName preset, Exception error);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Preset {PresetId}: silo {Silo} is no active member and may not take the pool; another silo answers")]
    private static partial void LogRefused(ILogger logger, PresetId presetId, SiloIncarnation? silo);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Preset}: this activation of epoch {Epoch} is stale and gives up")]
    private partial void LogFenced(PresetName preset, long epoch);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Preset}: creation of workspace {WorkspaceId} failed in build {BuildId}: {Error}")]
    private partial void LogCreationFailed(PresetName preset, WorkspaceId workspaceId, BuildId buildId, string? error);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Preset}: the hand-over of workspace {WorkspaceId} failed in build {BuildId}, and it stays its "
            + "owner's: {Error}")]
    private partial void LogHandOverFailed(PresetName preset, WorkspaceId workspaceId, BuildId buildId, string? error);
}
