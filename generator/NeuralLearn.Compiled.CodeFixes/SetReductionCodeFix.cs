using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Gives a loss the reduction of the first one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetReductionCodeFix))]
[Shared]
public sealed class SetReductionCodeFix() : NetworkCodeFix("NLC0022")
{
    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.AttributeAt(diagnostic) is { } attribute && Said(diagnostic, 3) is { Length: > 0 } reduction)
        {
            yield return new Fix($"Set Reduction to {reduction}", reduction,
                () => root.ReplaceNode(attribute, attribute.WithProperty("Reduction", Member("Reduction", reduction))));
        }
    }
}
