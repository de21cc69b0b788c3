using System.Text;
using CsCheck;
using Prebuilds.Templates;
using Xunit;

namespace Prebuilds.Core.Tests.Templates;

public sealed class TemplateProperties
{
    private const string Alphabet = "\n\n  :-[]{},\"'#&*!|>%@`?~\\\t0aUxu<=\r\0\u00e9";

    [Fact]
    public void What_is_written_is_read() => TemplateYaml.Definition.Sample(
        definition =>
        {
            var yaml = TemplateYaml.Of(definition);
            var reading = TemplateReader.Read(Packages.Script(yaml));
            Assert.Empty(reading.Problems);
            Assert.Equal(yaml, TemplateYaml.Of(reading.Definition!));
        },
        iter: 100);

    [Fact]
    public void Damaged_text_is_read_or_refused_and_never_throws()
    {
        var damage = Gen.Select(
            Gen.Int[0, 5], Gen.Int[0, Packages.Yaml.Length - 1], Gen.Int[0, 40], Gen.Char[Alphabet],
            (kind, start, length, letter) =>
                (Func<string, string>)(text => Damage(text, kind, (start, length), letter)));
        damage.Array[1, 6].Sample(
            damages => Consistent(TemplateReader.Read(Packages.Script(
                damages.Aggregate(Packages.Yaml, (text, one) => one(text))))),
            iter: 500);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_and_never_throw() => Gen.Byte.Array[0, 200].Sample(
        bytes => Consistent(TemplateReader.Read(
            new TemplatePackage([new TemplateFile("template.yaml", Executable: false, [.. bytes])]))),
        iter: 500);

    private static void Consistent(TemplateReading reading)
    {
        Assert.Equal(reading.Definition is null, reading.Problems.Length > 0);
        Assert.All(reading.Problems, problem => Assert.DoesNotContain(":0", problem.Where, StringComparison.Ordinal));
    }

    private static string Damage(string text, int kind, (int Start, int Length) part, char letter)
    {
        var at = Math.Min(part.Start, text.Length);
        var length = Math.Min(part.Length, text.Length - at);
        return kind switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, letter.ToString()),
            2 => new StringBuilder(text).Replace(text.LastOrDefault(), letter, at, length).ToString(),
            3 => text.Insert(text.Length - at, text.Substring(at, length)),
            4 => text[..at],
            _ => text.Remove(at, Math.Min(length, 1)).Insert(at, letter.ToString()),
        };
    }
}
