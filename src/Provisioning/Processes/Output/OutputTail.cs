using System.Text;

namespace Prebuilds.Provisioning.Processes.Output;

/// <summary>The end of an output, for an error's text; the log has all of it.</summary>
internal sealed class OutputTail
{
    /// <summary>Most characters kept.</summary>
    public const int MaxLength = 1_200;

    /// <summary>Most lines kept.</summary>
    public const int MaxLines = 15;

    private readonly StringBuilder _kept = new();

    /// <summary>Takes the next piece.</summary>
    public void Append(string text)
    {
        _kept.Append(text.AsSpan(Math.Max(0, text.Length - MaxLength)));
        if (_kept.Length > MaxLength)
        {
            _kept.Remove(0, _kept.Length - MaxLength);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join('\n', _kept.ToString().Trim().Split('\n').TakeLast(MaxLines));
}
