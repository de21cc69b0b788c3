using System.Globalization;
using Xunit.Abstractions;

namespace Prebuilds.Silo.Tests.Chaos;

/// <summary>
/// What a chaos run tells, as it happens: to the test's output, which is seen when the test fails, and to a file, which
/// is there too when it passes or hangs. PREBUILDS_CHAOS_RECORD names the file; without it, it is
/// <c>chaos-record.txt</c> beside the tests' programs.
/// </summary>
internal sealed class ChaosRecord
{
    private readonly ITestOutputHelper _output;
    private readonly string _file;

    /// <summary>Begins a record; an older one in the same place goes.</summary>
    public ChaosRecord(ITestOutputHelper output)
    {
        _output = output;
        _file = Environment.GetEnvironmentVariable("PREBUILDS_CHAOS_RECORD") is { Length: > 0 } named
            ? named
            : Path.Combine(AppContext.BaseDirectory, "chaos-record.txt");

        // It may be read already.
        using var file = new FileStream(_file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
    }

    /// <summary>Tells a line.</summary>
    public void Tell(string line)
    {
        var told = string.Create(
            CultureInfo.InvariantCulture, $"chaos {TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {line}");
        _output.WriteLine(told);
        File.AppendAllText(_file, $"{told}\n");
    }
}
