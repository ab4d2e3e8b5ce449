using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Makes the class of a network partial, and the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix))]
[Shared]
public sealed class MakePartialCodeFix() : NetworkCodeFix("NLC0001", "NLC0003")
{
    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        var declaration = root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (declaration is null)
        {
            yield break;
        }

        // Of a generic type around the class nothing is left to do here once it is partial.
        var types = declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
            .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
            .ToList();
        if (types.Count > 0)
        {
            yield return new Fix("Make partial", "partial", () => root.ReplaceNodes(types, (_, type) => WithPartial(type)));
        }
    }

    /// <summary>"partial" stands right before the keyword; what stood before the keyword moves to it.</summary>
    private static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        var partial = SyntaxFactory.Token(type.Keyword.LeadingTrivia, SyntaxKind.PartialKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        return type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers(type.Modifiers.Add(partial));
    }
}
