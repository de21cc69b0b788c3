using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Prebuilds.Provisioning.Terraform.Running;

/// <summary>
/// Says in the log at start which terraform is used, or what is wrong with it. Where there is none, nothing is said:
/// script templates need none.
/// </summary>
/// <param name="binary">Finds it.</param>
/// <param name="logger">Takes the word.</param>
internal sealed partial class TerraformAtStart(TerraformBinary binary, ILogger<TerraformAtStart> logger)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!binary.IsThere)
        {
            return;
        }

        var (path, error) = await binary.Find(stoppingToken);
        if (path is not null)
        {
            LogFound(binary.Version!, path);
        }
        else
        {
            LogUnusable(error!.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Terraform {Version} is at {Path}")]
    private partial void LogFound(Version version, string path);

    [LoggerMessage(LogLevel.Error, "Terraform templates cannot be built: {Reason}")]
    private partial void LogUnusable(string reason);
}
