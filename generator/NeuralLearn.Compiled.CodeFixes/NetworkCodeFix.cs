using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>What all code fixes have in common: each offers changes of the file that the message is in, or of the project, and all of one kind can run at once.</summary>
public abstract class NetworkCodeFix : CodeFixProvider
{
    private protected NetworkCodeFix(params string[] ids) => FixableDiagnosticIds = ImmutableArray.Create(ids);

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null)
        {
            return;
        }

        // Some hosts hand over whatever the analyzer has said.
        foreach (var diagnostic in context.Diagnostics.Where(diagnostic => FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            foreach (var fix in Fixes(root, diagnostic))
            {
                context.RegisterCodeFix(CodeAction.Create(fix.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(fix.Apply())), fix.Key), diagnostic);
            }

            if (await WideFixAsync(context.Document, root, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } wide)
            {
                context.RegisterCodeFix(CodeAction.Create(wide.Title, wide.ApplyAsync, wide.Title), diagnostic);
            }
        }
    }

    /// <summary>What is offered for a message in its own file.</summary>
    private protected virtual IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic) => [];

    /// <summary>What is offered for a message that takes other files too.</summary>
    private protected virtual Task<WideFix?> WideFixAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult<WideFix?>(null);

    /// <summary>The value that a message has in a place of its sentence: {0}, {1}, ….</summary>
    private protected static string Said(Diagnostic diagnostic, int place) =>
        diagnostic.Properties.TryGetValue(place.ToString(System.Globalization.CultureInfo.InvariantCulture), out var value) ? value ?? "" : "";

    /// <summary>A member of one of the library's enumerations, written as briefly as the file's usings allow.</summary>
    private protected static ExpressionSyntax Member(string enumeration, string member) =>
        SyntaxFactory.ParseExpression($"global::NeuralLearn.Compiled.{enumeration}.{member}").WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>A change of a file.</summary>
    /// <param name="title">What the user reads.</param>
    /// <param name="key">Equal for all that one run over many files may do together.</param>
    /// <param name="apply">The file as it is then.</param>
    private protected sealed class Fix(string title, string key, Func<SyntaxNode> apply)
    {
        public string Title { get; } = title;

        public string Key { get; } = key;

        public Func<SyntaxNode> Apply { get; } = apply;
    }

    /// <summary>A change of several files.</summary>
    /// <param name="title">What the user reads.</param>
    /// <param name="apply">The files as they are then.</param>
    private protected sealed class WideFix(string title, Func<CancellationToken, Task<Solution>> apply)
    {
        public string Title { get; } = title;

        public Task<Solution> ApplyAsync(CancellationToken cancellation) => apply(cancellation);
    }
}
