using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NeuralLearn.Compiled.Benchmarks.Compiler;

/// <summary>Looks for the same attribute as the library's generator, and does nothing with what it finds: what every generator costs.</summary>
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(
            "NeuralLearn.Compiled.NetworkAttribute", static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax, static (_, _) => 0),
        static (_, _) => { });
}
