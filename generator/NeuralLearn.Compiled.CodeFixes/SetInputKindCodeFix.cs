using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Says what the two axes of an input mean: a signal or a sequence.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetInputKindCodeFix))]
[Shared]
public sealed class SetInputKindCodeFix() : NetworkCodeFix("NLC1003")
{
    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.AttributeAt(diagnostic) is not { } attribute)
        {
            yield break;
        }

        foreach (var (kind, axes) in new[] { ("Signal", "[channels, length]"), ("Sequence", "[time, features]") })
        {
            yield return new Fix($"Kind = InputKind.{kind}: {axes}", kind, () => root.ReplaceNode(attribute, attribute.WithProperty("Kind", Member("InputKind", kind))));
        }
    }
}
