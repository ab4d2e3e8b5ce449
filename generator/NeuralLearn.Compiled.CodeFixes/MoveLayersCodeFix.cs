using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Moves the layers of all parts of a class onto the one with [Network], below those that stand there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveLayersCodeFix))]
[Shared]
public sealed class MoveLayersCodeFix() : NetworkCodeFix("NLC0006")
{
    private protected override async Task<WideFix?> WideFixAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var target = root.AttributeAt(diagnostic)?.FirstAncestorOrSelf<ClassDeclarationSyntax>();
        if (target is null || model?.GetDeclaredSymbol(target, cancellation) is not { } type)
        {
            return null;
        }

        // In the order in which the lines are read while they are apart.
        var moved = type.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() == "NeuralLearn.Compiled")
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation)).OfType<AttributeSyntax>()
            .Where(attribute => attribute.Parent?.Parent != target)
            .OrderBy(attribute => attribute.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(attribute => attribute.SpanStart)
            .ToList();
        return moved.Count == 0 ? null : new WideFix("Move all layers to the part with [Network]", token => MoveAsync(document, target, moved, token));
    }

    private static async Task<Solution> MoveAsync(Document document, ClassDeclarationSyntax target, List<AttributeSyntax> moved, CancellationToken cancellation)
    {
        var solution = document.Project.Solution;
        foreach (var file in moved.GroupBy(attribute => attribute.SyntaxTree))
        {
            if (solution.GetDocument(file.Key) is not { } from || await from.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
            {
                continue;
            }

            var isTarget = from.Id == document.Id;
            root = root.TrackNodes(isTarget ? file.Append<SyntaxNode>(target) : file);
            root = file.Aggregate(root, (current, attribute) => current.WithoutAttribute(current.GetCurrentNode(attribute)!));
            solution = solution.WithDocumentSyntaxRoot(from.Id, isTarget ? With(root, root.GetCurrentNode(target)!, moved) : root);
        }

        if (moved.All(attribute => attribute.SyntaxTree != target.SyntaxTree))
        {
            var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            solution = solution.WithDocumentSyntaxRoot(document.Id, With(root!, target, moved));
        }

        return solution;
    }

    /// <summary>The file with more lines below those of a class; each as the last one of them is set.</summary>
    private static SyntaxNode With(SyntaxNode root, ClassDeclarationSyntax target, List<AttributeSyntax> added)
    {
        var last = target.AttributeLists.Last();
        var indentation = new SyntaxTriviaList(last.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        var end = new SyntaxTriviaList(last.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).DefaultIfEmpty(SyntaxFactory.Space));
        var lines = added.Select(attribute => SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute.WithoutTrivia()))
            .WithLeadingTrivia(indentation).WithTrailingTrivia(end));
        return root.ReplaceNode(target, target.WithAttributeLists(target.AttributeLists.AddRange(lines)));
    }
}
