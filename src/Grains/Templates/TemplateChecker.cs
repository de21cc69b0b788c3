using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prebuilds.Grains.Hosting;
using Prebuilds.Provisioning;
using Prebuilds.Storage;
using Prebuilds.Storage.Templates;
using Prebuilds.Templates;

namespace Prebuilds.Grains.Templates;

/// <summary>
/// Lets provisioners check versions that were pushed, one after the other: a grain must not wait for a process. It
/// looks once a second; a check whose silo is lost is taken by another one when its time has run out.
/// </summary>
/// <param name="store">Keeps the versions and what was found.</param>
/// <param name="provisioners">Check them.</param>
/// <param name="nudges">Tells the presets of what was activated.</param>
/// <param name="clock">The clock.</param>
/// <param name="newId">Names each check.</param>
/// <param name="options">What operators configured.</param>
/// <param name="logger">Where failures are reported.</param>
public sealed partial class TemplateChecker(
    IPrebuildStore store,
    Provisioners provisioners,
    PresetNudges nudges,
    TimeProvider clock,
    NewId newId,
    IOptions<GrainsOptions> options,
    ILogger<TemplateChecker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Checks until the silo stops; a check under way is left to another silo.</summary>
    /// <param name="stoppingToken">Ends it.</param>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                while (await CheckNext(stoppingToken))
                {
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // It outlives an outage of the database; the check is repeated when its time has run out.
                LogFailed(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> CheckNext(CancellationToken stop)
    {
        var now = clock.Now();
        var lease = newId(now);
        if (await store.LeaseCheck(lease, now, now + CheckHold.Duration, stop) is not { } version)
        {
            return false;
        }

        CheckResult result;
        try
        {
            var hold = new CheckHold(store, version.Id, lease, clock, logger);
            result = await hold.While(held => Check(version, held), stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            LogLost(version.Definition.Name, version.Id);
            return true;
        }

        var ending = new CheckEnding([.. result.Problems.Take(TemplateVersion.MaxProblems)], result.Pins);
        if (await store.FinishCheck(version.Id, lease, ending, stop) is { } changed)
        {
            LogChecked(version.Definition.Name, version.Id, result.Problems.Length);
            await nudges.Tell(changed);
        }

        return true;
    }

    private async Task<CheckResult> Check(TemplateVersion version, CancellationToken stop)
    {
        var kind = version.Definition.Provisioner;
        if (provisioners.Of(kind) is not { } provisioner)
        {
            return Broken(provisioners.Unknown(kind).Message);
        }

        var package = await store.ReadPackage(version.Id, stop);
        var request = new CheckRequest(package!, version.Definition, options.Value.BuildTimeLimit);
        try
        {
            return await provisioner.Check(request, stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            LogBroken(version.Definition.Name, version.Id, error);
            return Broken(error.Message);
        }
    }

    private static CheckResult Broken(string why) => new([new Problem(
        TemplatePackage.DefinitionFile,
        $"the check by the provisioner broke off ({why.TrimEnd('.')})",
        "Mend that, and push it again")]);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Template {Template}: version {VersionId} was checked; {Problems} problems")]
    private partial void LogChecked(string template, TemplateVersionId versionId, int problems);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Template {Template}: the check of version {VersionId} is another silo's")]
    private partial void LogLost(string template, TemplateVersionId versionId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Template {Template}: the check of version {VersionId} broke off")]
    private partial void LogBroken(string template, TemplateVersionId versionId, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for versions to check failed; looking again soon")]
    private partial void LogFailed(Exception error);
}
