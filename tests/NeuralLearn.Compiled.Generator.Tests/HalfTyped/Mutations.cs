using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NeuralLearn.Compiled.Generator.Tests.HalfTyped;

/// <summary>Sources in which one token of a network is not what it was: of its attribute lists, and of the methods of its class.</summary>
internal static class Mutations
{
    /// <summary>Up to every token, with what an editor puts behind the place where one types.</summary>
    public static IEnumerable<string> Prefixes(string source)
    {
        string[] completions = ["", ")]", "]", "\")]"];
        var turn = 0;
        foreach (var (token, part) in Tokens(source))
        {
            yield return source[..token.Span.End] + completions[turn++ % completions.Length] + source[part.End..];
        }
    }

    /// <summary>One token left out, typed twice or exchanged for another of its kind.</summary>
    public static IEnumerable<string> OneToken(string source)
    {
        foreach (var (token, _) in Tokens(source))
        {
            var without = source.Remove(token.SpanStart, token.Span.Length);
            yield return without;
            yield return source.Insert(token.Span.End, " " + token.Text);
            foreach (var other in Others(token))
            {
                yield return without.Insert(token.SpanStart, other);
            }
        }
    }

    private static string[] Others(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => ["-1", "7", "x"],
        SyntaxKind.StringLiteralToken => ["\"other\"", "null"],
        SyntaxKind.TrueKeyword => ["false"],
        SyntaxKind.FalseKeyword => ["true"],
        SyntaxKind.IdentifierToken when token.Parent is IdentifierNameSyntax => ["unknown"],
        SyntaxKind.PlusToken or SyntaxKind.MinusToken or SyntaxKind.AsteriskToken or SyntaxKind.SlashToken => ["%", "<", "+="],
        _ => [],
    };

    /// <summary>The tokens of attribute lists and of method bodies, each with the list or body that it stands in.</summary>
    private static IEnumerable<(SyntaxToken Token, Microsoft.CodeAnalysis.Text.TextSpan Part)> Tokens(string source) =>
        CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
            .Where(node => node is AttributeListSyntax || (node is MethodDeclarationSyntax method && method.Modifiers.Any(SyntaxKind.StaticKeyword)))
            .SelectMany(part => part.DescendantTokens().Where(token => token.Span.Length > 0).Select(token => (token, part.Span)));
}
