using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Rename;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Renames a member of the user's whose name the build needs, wherever it is used.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameMemberCodeFix))]
[Shared]
public sealed class RenameMemberCodeFix() : NetworkCodeFix("NLC0007")
{
    private protected override async Task<WideFix?> WideFixAsync(Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var declaration = root.FindToken(diagnostic.Location.SourceSpan.Start).Parent;
        var member = declaration?.AncestorsAndSelf().Select(node => model?.GetDeclaredSymbol(node, cancellation)).FirstOrDefault(symbol => symbol is not null);

        // A constructor has no name of its own to change.
        if (member is null or INamedTypeSymbol { TypeKind: TypeKind.Error } or IMethodSymbol { MethodKind: not MethodKind.Ordinary } || member.ContainingType is not { } type)
        {
            return null;
        }

        var name = Free(type, member.Name);
        return new WideFix($"Rename '{member.Name}' to '{name}'", token =>
            Renamer.RenameSymbolAsync(document.Project.Solution, member, new SymbolRenameOptions(RenameOverloads: true), name, token));
    }

    /// <summary>"OwnForward", "_ownSeed": a name that neither class nor build has.</summary>
    private static string Free(INamedTypeSymbol type, string name)
    {
        var bare = name.TrimStart('_');
        var stem = name.StartsWith("_", StringComparison.Ordinal) ? "_own" + Upper(bare) : "Own" + Upper(bare);
        var free = stem;
        for (var number = 2; type.GetMembers(free).Length > 0; number++)
        {
            free = stem + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return free;
    }

    private static string Upper(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
}
