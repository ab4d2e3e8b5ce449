using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Makes an array or a piece of the stack as long as the network takes it: new float[63] becomes new float[Net.InputSize].</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetLengthCodeFix))]
[Shared]
public sealed class SetLengthCodeFix() : NetworkCodeFix("NLC3001")
{
    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count == 1 && diagnostic.AdditionalLocations[0].SourceTree == diagnostic.Location.SourceTree
            && diagnostic.Properties.TryGetValue("length", out var text) && text is { Length: > 0 }
            && root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax size)
        {
            yield return new Fix("Make the length " + Brief(text), "length", () => root.ReplaceNode(size, Length(text).WithTriviaFrom(size)));
        }
    }

    /// <summary>"Net.InputSize" of "global::App.Net.InputSize".</summary>
    private static string Brief(string text)
    {
        var parts = text.Replace("global::", "").Split('.');
        return string.Join(".", parts.Skip(Math.Max(0, parts.Length - 2)));
    }

    /// <summary>The class is written as briefly as the file's usings allow; its constant may not be there yet.</summary>
    private static ExpressionSyntax Length(string text) => SyntaxFactory.ParseExpression(text) is MemberAccessExpressionSyntax constant
        ? constant.WithExpression(constant.Expression.WithAdditionalAnnotations(Simplifier.Annotation))
        : SyntaxFactory.ParseExpression(text);
}
