using System.Runtime.InteropServices;

namespace Prebuilds.Simulation.Tests.Worlds;

/// <summary>
/// What happened, in order: always as a number that two equal histories share, on request also as text.
/// </summary>
internal sealed class Trace(bool asText)
{
    private readonly List<string> _lines = [];

    /// <summary>A number that follows from all that was noted.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    /// <summary>Whether text is kept.</summary>
    public bool IsText => asText;

    /// <summary>The text, oldest first; empty unless it was asked for.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Notes an event.</summary>
    /// <param name="at">When.</param>
    /// <param name="what">What.</param>
    /// <param name="about">Whom it is about.</param>
    /// <param name="detail">How it went.</param>
    public void Note(TimeSpan at, string what, Guid about = default, string detail = "")
    {
        Mix(MemoryMarshal.AsBytes([at.Ticks]));
        Mix(MemoryMarshal.AsBytes(what.AsSpan()));
        Mix(MemoryMarshal.AsBytes([about]));
        Mix(MemoryMarshal.AsBytes(detail.AsSpan()));
        if (asText)
        {
            var subject = about == default ? "" : $" {about.ToString()[^6..]}";
            _lines.Add($"{at.TotalSeconds,8:0.000} {what}{subject} {detail}");
        }
    }

    private void Mix(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            Hash = (Hash ^ value) * 1099511628211;
        }
    }
}
