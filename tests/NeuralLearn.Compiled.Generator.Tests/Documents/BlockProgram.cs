using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>
/// A program around a block of a document. Statements and types come in any order in the pieces; every piece keeps the line that it has in
/// its page, so that a message of the compiler leads there.
/// </summary>
internal sealed class BlockProgram
{
    /// <summary>What a console project of the SDK has without a word.</summary>
    private const string Implicit = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;

    private readonly List<string> _usings = [];
    private readonly List<string> _statements = [];
    private readonly List<(string Name, string Text)> _types = [];

    public BlockProgram(CodeBlock block)
    {
        for (var above = block.Above; above is not null; above = above.Above)
        {
            if (above.EmittedIn is null && above.Wrong.Count == 0)
            {
                Add(above, typesOnly: true);
            }
        }

        if (block.EmittedIn is null)
        {
            Add(block, typesOnly: false);
            for (var later = block; later.Continues; later = later.Above!)
            {
                Assert.True(later.Above is not null, $"{block} continues nothing");
                AddStatementsInFront(later.Above);
            }
        }
    }

    public UserProject Project => new(Implicit, "using NeuralLearn.Compiled;\n" + string.Concat(_usings.Distinct().Where(line => line != "using NeuralLearn.Compiled;\n"))
        + string.Concat(_statements) + string.Concat(Enumerable.Reverse(_types).Select(type => type.Text)))
    {
        Output = _statements.Count > 0 ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
    };

    private static string Path(CodeBlock block) => block.File;

    /// <summary>A piece of code with the line it has in the page.</summary>
    private static string Placed(CodeBlock block, int line, SyntaxNode node) =>
        $"#line {line + node.SyntaxTree.GetLineSpan(node.FullSpan).StartLinePosition.Line} \"{Path(block)}\"\n{node.ToFullString()}\n";

    private static IEnumerable<(int Line, CompilationUnitSyntax Unit)> Pieces(CodeBlock block)
    {
        if (block.Given is { } given)
        {
            yield return (given.Line, SyntaxFactory.ParseCompilationUnit(given.Value));
        }

        // Lines for the SDK in programs of one file.
        var text = string.Join("\n", block.Text.Split('\n').Select(line => line.StartsWith("#:", StringComparison.Ordinal) ? "" : line));
        yield return (block.Line, SyntaxFactory.ParseCompilationUnit(text));
    }

    private void Add(CodeBlock block, bool typesOnly)
    {
        foreach (var (line, unit) in Pieces(block))
        {
            _usings.AddRange(unit.Usings.Select(directive => directive.ToString() + "\n"));
            var known = _types.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
            _types.AddRange(unit.Members.OfType<BaseTypeDeclarationSyntax>().Where(type => !known.Contains(type.Identifier.Text))
                .Select(type => (type.Identifier.Text, Placed(block, line, type))));
            if (!typesOnly)
            {
                _statements.AddRange(unit.Members.Where(member => member is not BaseTypeDeclarationSyntax).Select(member => Placed(block, line, member)));
            }
        }
    }

    private void AddStatementsInFront(CodeBlock block) => _statements.InsertRange(0, Pieces(block).SelectMany(
        piece => piece.Unit.Members.Where(member => member is not BaseTypeDeclarationSyntax).Select(member => Placed(block, piece.Line, member))));
}
