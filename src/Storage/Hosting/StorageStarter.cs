using Microsoft.Extensions.Hosting;
using Prebuilds.Storage.Sql;

namespace Prebuilds.Storage.Hosting;

/// <summary>
/// Opens the database before anything that needs it starts: hosted services' <c>StartingAsync</c> comes before all
/// starts.
/// </summary>
internal sealed class StorageStarter(IPrebuildStore store) : IHostedLifecycleService
{
    /// <summary>Another store, such as a test's, opens itself.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) =>
        store is PrebuildStore database ? database.Open(cancellationToken) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
