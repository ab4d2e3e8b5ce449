using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Sets the expected number of inputs to what comes in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetInputsCodeFix))]
[Shared]
public sealed class SetInputsCodeFix() : NetworkCodeFix("NLC1002")
{
    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.ArgumentAt(diagnostic) is { } argument && int.TryParse(Said(diagnostic, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var inputs))
        {
            var value = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(inputs)).WithTriviaFrom(argument.Expression);
            yield return new Fix($"Set Inputs to {Said(diagnostic, 4)}", "Inputs", () => root.ReplaceNode(argument.Expression, value));
        }
    }
}
