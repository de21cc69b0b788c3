using Microsoft.Extensions.Logging;

namespace Prebuilds.Simulation.Tests.Worlds;

/// <summary>Writes what is logged into the trace.</summary>
internal sealed class TraceLogs(World world) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one log here.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        world.Trace.Note(world.Time.Elapsed, "logs", default, $"{formatter(state, exception)} {exception?.Message}");

    public void Dispose()
    {
        // There is nothing to close.
    }
}
