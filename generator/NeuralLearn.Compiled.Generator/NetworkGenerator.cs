using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Reading;

namespace NeuralLearn.Compiled.Generator;

/// <summary>
/// Writes the code of every class with [Network]. It reports nothing: what is wrong is the analyzer's to say, from the same engine.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.Network, static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax, Read)
            .Where(static declaration => declaration is not null)
            .WithTrackingName(TrackingNames.Declaration);

        // All files of a network are one value: the driver goes through every value with every keystroke, wherever that is.
        var files = networks
            .Select(static (declaration, cancellation) => NetworkCompiler.Compile(declaration!, cancellation))
            .WithTrackingName(TrackingNames.Files);
        context.RegisterSourceOutput(files, static (output, found) =>
        {
            foreach (var file in found)
            {
                output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
            }
        });
    }

    private static NetworkDeclaration? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        // A part with the marker repeated on another part would come twice, and a second file of one name stops the whole generator.
        if (context.TargetSymbol is not INamedTypeSymbol type || context.TargetNode != FirstPart(type, cancellation))
        {
            return null;
        }

        return DeclarationReader.Read(type, context.SemanticModel.Compilation, cancellation);
    }

    private static SyntaxNode? FirstPart(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var marker = DeclarationReader.Attributes(type).FirstOrDefault(attribute => attribute.AttributeClass?.Name == "NetworkAttribute");
        return marker?.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;
    }
}
