using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Exchanges a softmax for its logarithm, which the loss takes: the argument, or the line where it is one of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseLogSoftmaxCodeFix))]
[Shared]
public sealed class UseLogSoftmaxCodeFix() : NetworkCodeFix("NLC1016")
{
    private const string Title = "Use LogSoftmax";

    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.ArgumentAt(diagnostic) is { } argument)
        {
            yield return new Fix(Title, Title, () => root.ReplaceNode(argument.Expression, Member("Activation", "LogSoftmax").WithTriviaFrom(argument.Expression)));
        }
        else if (root.AttributeAt(diagnostic) is { } attribute && attribute.KindName() == "Softmax")
        {
            yield return new Fix(Title, Title, () => root.ReplaceNode(attribute, attribute.WithKind("LogSoftmax")));
        }
    }
}
