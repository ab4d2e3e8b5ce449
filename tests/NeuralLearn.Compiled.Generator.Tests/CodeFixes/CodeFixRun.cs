using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using NeuralLearn.Compiled.CodeFixes;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.CodeFixes;

/// <summary>Runs the code fix on a file as an IDE does.</summary>
internal static class CodeFixRun
{
    /// <summary>The file after the fix of the first message of this id; null if none is offered.</summary>
    public static async Task<string?> Apply(string source, string id)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Sample", LanguageNames.CSharp)
            .WithMetadataReferences(Framework.Modern)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest));
        var document = project.AddDocument("File0.cs", source);
        var compilation = await document.Project.GetCompilationAsync();
        var message = UserProject.Analyze(compilation!).First(candidate => candidate.Id == id);
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        await new MakePartialCodeFix().RegisterCodeFixesAsync(
            new CodeFixContext(document, message, (action, _) => actions.Add(action), CancellationToken.None));
        if (actions.Count == 0)
        {
            return null;
        }

        Assert.Equal("Make partial", Assert.Single(actions).Title);
        var operations = await actions[0].GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id);
        return (await changed!.GetTextAsync()).ToString();
    }
}
