using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Says which output a loss or the names of classes belong to: one fix for each output that is free.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameOutputCodeFix))]
[Shared]
public sealed class NameOutputCodeFix() : NetworkCodeFix("NLC0021")
{
    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.AttributeAt(diagnostic) is not { } attribute)
        {
            yield break;
        }

        // A second loss on one output would only be the next mistake.
        var taken = attribute.Parent?.Parent?.ChildNodes().OfType<AttributeListSyntax>().SelectMany(list => list.Attributes)
            .Where(other => other != attribute && IsLoss(other) == IsLoss(attribute))
            .Select(other => (other.Property("Output") as LiteralExpressionSyntax)?.Token.ValueText)
            .ToList() ?? [];
        foreach (var name in Said(diagnostic, 1).Trim('\'').Split(["', '"], StringSplitOptions.RemoveEmptyEntries).Where(name => !taken.Contains(name)))
        {
            var value = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name));
            yield return new Fix($"Add Output = \"{name}\"", name, () => root.ReplaceNode(attribute, attribute.WithProperty("Output", value)));
        }
    }

    private static bool IsLoss(AttributeSyntax attribute) => attribute.KindName().EndsWith("Loss", StringComparison.Ordinal);
}
