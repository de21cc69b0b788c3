using Prebuilds.Templates;
using Xunit;

namespace Prebuilds.Core.Tests.Templates;

public sealed class TemplateIdentityTests
{
    private static readonly TemplateFile[] Files =
        [Packages.Text("a", "1"), Packages.Text("b", "2"), Packages.Program("create")];

    [Fact]
    public void The_same_content_is_the_same_version_in_any_order()
    {
        var id = Of("t", Files);
        Assert.Equal(id, Of("t", [.. Files.Reverse()]));
        Assert.Equal(id, Of("t", [Packages.Text("a", "1"), .. Files[1..]]));
    }

    /// <summary>Stored ids must be found again by the next release.</summary>
    [Fact]
    public void An_id_never_changes() =>
        Assert.Equal("56c4f012-26d2-5a41-a717-c475e37900c0", Of("t", Files).ToString());

    [Fact]
    public void Any_difference_is_another_version()
    {
        TemplateVersionId[] versions =
        [
            Of("t", Files),
            Of("u", Files),
            Of("t", Files[..2]),
            Of("t", []),
            Of("t", [.. Files, Packages.Text("c", "")]),
            Of("t", [Packages.Text("a", "2"), .. Files[1..]]),
            Of("t", [Packages.Text("A", "1"), .. Files[1..]]),
            Of("t", [Packages.Program("a") with { Content = Files[0].Content }, .. Files[1..]]),
            Of("t", [Packages.Text("a", ""), Packages.Text("b", "12"), Files[2]]),
            Of("t", [Packages.Text("a1", ""), Packages.Text("b", "2"), Files[2]]),
        ];
        Assert.Equal(versions.Length, versions.Distinct().Count());
    }

    private static TemplateVersionId Of(string name, params TemplateFile[] files) =>
        TemplateIdentity.Of(name, new TemplatePackage([.. files]));
}
