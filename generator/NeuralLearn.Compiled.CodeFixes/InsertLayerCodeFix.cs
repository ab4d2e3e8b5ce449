using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>
/// Puts the layer in front that makes the shape fit: a Flatten before a dense layer, a Transpose before a recurrent one. Of two recurrent layers
/// the upper one is made to return all steps.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertLayerCodeFix))]
[Shared]
public sealed class InsertLayerCodeFix() : NetworkCodeFix("NLC1001")
{
    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        // A line with From reads elsewhere than from the line above it.
        if (root.AttributeAt(diagnostic) is not { } attribute || attribute.Property("From") is not null)
        {
            yield break;
        }

        foreach (var layer in new[] { "Flatten", "Transpose" })
        {
            if (Said(diagnostic, 4) == $"put [{layer}] before it")
            {
                yield return new Fix($"Put [{layer}] before it", layer, () => root.WithAttributeBefore(attribute, layer));
            }
        }

        if (Said(diagnostic, 4).EndsWith("Return = Return.Sequence", StringComparison.Ordinal) && attribute.LineAbove() is { } above && above.KindName() is "Rnn" or "Gru" or "Lstm")
        {
            yield return new Fix($"Let the [{above.KindName()}] above return all steps", "Return", () => root.ReplaceNode(above, above.WithProperty("Return", Member("Return", "Sequence"))));
        }
    }
}
