using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Prebuilds.Core.Tests.Layers;

/// <summary>How large a function may become before it is two functions.</summary>
public sealed class FunctionTests
{
    private const int Lines = 40;
    private const int Parameters = 4;
    private const int Levels = 3;

    private static readonly (string File, SyntaxNode Node)[] Functions =
    [
        .. from file in Repository.Code("src")
           from node in CSharpSyntaxTree.ParseText(Repository.Read(file)).GetRoot().DescendantNodes()
           where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
           select (file, node),
    ];

    [Fact]
    public void A_function_has_at_most_40_lines() => Repository.Refuse(
        from function in Functions
        let lines = LinesOf(function.Node)
        where lines > Lines
        select $"{Place(function)} has {lines} lines");

    // A constructor takes what its class is made of, a log message what it tells, and a cancellation token asks for
    // nothing to be thought about.
    [Fact]
    public void A_function_has_at_most_4_parameters() => Repository.Refuse(
        from function in Functions
        where function.Node is not ConstructorDeclarationSyntax && !IsLogMessage(function.Node)
        let count = function.Node.ChildNodes().OfType<ParameterListSyntax>()
            .SelectMany(list => list.Parameters)
            .Count(parameter => parameter.Type?.ToString() != nameof(CancellationToken))
        where count > Parameters
        select $"{Place(function)} has {count} parameters");

    [Fact]
    public void A_function_is_at_most_3_levels_deep() => Repository.Refuse(
        from function in Functions
        let levels = function.Node.DescendantNodes(node => node == function.Node || !IsFunction(node))
            .Where(IsLevel)
            .Select(node => node.AncestorsAndSelf().TakeWhile(outer => outer != function.Node).Count(IsLevel))
            .DefaultIfEmpty()
            .Max()
        where levels > Levels
        select $"{Place(function)} is {levels} levels deep");

    private static bool IsLogMessage(SyntaxNode node) => node is MethodDeclarationSyntax method
        && method.AttributeLists.SelectMany(list => list.Attributes).Any(a => a.Name.ToString() == "LoggerMessage");

    private static bool IsFunction(SyntaxNode node) =>
        node is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;

    private static bool IsLevel(SyntaxNode node) => node
        is IfStatementSyntax { Parent: not ElseClauseSyntax }
        or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax
        or SwitchStatementSyntax or TryStatementSyntax or LockStatementSyntax;

    private static int LinesOf(SyntaxNode node)
    {
        var place = node.SyntaxTree.GetLineSpan(node.Span);
        return place.EndLinePosition.Line - place.StartLinePosition.Line + 1;
    }

    private static string Place((string File, SyntaxNode Node) function) =>
        $"{function.File}:{function.Node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
