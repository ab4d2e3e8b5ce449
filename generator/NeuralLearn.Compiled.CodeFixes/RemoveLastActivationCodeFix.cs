using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Removes the softmax or sigmoid that the loss contains already: the argument, or the line where it is one of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveLastActivationCodeFix))]
[Shared]
public sealed class RemoveLastActivationCodeFix() : NetworkCodeFix("NLC9001", "NLC9004")
{
    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.AttributeAt(diagnostic) is not { } attribute)
        {
            yield break;
        }

        var title = diagnostic.Id == "NLC9001" ? "Remove the softmax" : "Remove the sigmoid";
        if (attribute.KindName() is "Softmax" or "Apply")
        {
            // Another line may speak of a line with a name; one with From stands elsewhere than it reads.
            if (attribute.Property("Name") is null && attribute.Property("From") is null)
            {
                yield return new Fix(title, "remove", () => root.WithoutAttribute(attribute));
            }
        }
        else if (root.ArgumentAt(diagnostic) is { } argument)
        {
            yield return new Fix(title, "remove", () => root.WithoutArgument(argument));
        }
    }
}
