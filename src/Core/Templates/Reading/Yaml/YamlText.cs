using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Prebuilds.Templates.Rules;

namespace Prebuilds.Templates.Reading.Yaml;

/// <summary>The text of a YAML file, if its bytes are one.</summary>
internal static class YamlText
{
    /// <summary>Most bytes of a definition: 256 KiB. It bounds the work of everything that follows.</summary>
    public const int MaxBytes = 256 * 1024;

    private static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>YAML forbids them; its parser takes a NUL for the end, and would leave out what follows.</summary>
    private static SearchValues<char> Forbidden { get; } = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(code => (char)code).Except("\t\n\r"), '\u007F']);

    /// <summary>The text; null, with a problem in the log, when there is none.</summary>
    public static string? Read(ImmutableArray<byte> content, ProblemLog log)
    {
        if (content.Length > MaxBytes)
        {
            log.Add(1, new Flaw($"the file has {content.Length} bytes", $"Use at most {MaxBytes}"));
            return null;
        }

        try
        {
            var text = Utf8.GetString(content.AsSpan()).TrimStart('\uFEFF');
            var index = text.AsSpan().IndexOfAny(Forbidden);
            if (index < 0)
            {
                return text;
            }

            log.Add(1 + text.AsSpan(0, index).Count('\n'), new Flaw(
                $"the character {Quoted.Of(text[index].ToString())} is not allowed in YAML",
                "Remove it, or write it with a backslash in double quotes"));
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + content.AsSpan(0, Math.Clamp(e.Index, 0, content.Length)).Count((byte)'\n');
            log.Add(line, new Flaw("the file is not UTF-8 text", "Save it as UTF-8"));
        }

        return null;
    }
}
