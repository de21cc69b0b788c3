using Prebuilds.Client.Output;

namespace Prebuilds.Client.Terminal;

/// <summary>What surrounds a command: the streams, the terminal, the environment, the clock and the way to a cluster.</summary>
internal sealed record Shell
{
    /// <summary>Results go here.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Messages go here.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input.</summary>
    public required Func<TextReader> OpenInput { get; init; }

    /// <summary>The value of an environment variable; null: it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The name of the operating system's account; null: it has none.</summary>
    public string? Account { get; init; }

    /// <summary>Connects to a cluster.</summary>
    public required Func<ConnectionWish, CancellationToken, Task<IGrainFactory>> Connect { get; init; }

    /// <summary>Measures all waiting.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The terminal that results go to; null: they go elsewhere.</summary>
    public TerminalSize? OutTerminal { get; init; }

    /// <summary>The terminal that messages go to, which can show what moves; null: they go elsewhere.</summary>
    public TerminalSize? ErrorTerminal { get; init; }
}
