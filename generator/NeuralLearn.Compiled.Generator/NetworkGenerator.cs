using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Reading;
using NeuralLearn.Compiled.Generator.Weights;

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

        // The data of every file is held as the text that it is; it is decoded when a network needs it.
        var headers = FilesOf(context, WeightsHeader.Extension, WeightsHeader.Parse).Collect();
        var payloads = FilesOf(context, WeightsPayload.Extension, WeightsPayload.Parse).Collect();

        // All files of a network are one value: the driver goes through every value with every keystroke, wherever that is.
        var files = networks.Combine(headers.Combine(payloads))
            .Select(static (found, _) => (Declaration: found.Left!, Weights: WeightFiles.For(found.Left!, found.Right.Left, found.Right.Right)))
            .Select(static (found, cancellation) => NetworkCompiler.Compile(found.Declaration, found.Weights, cancellation))
            .WithTrackingName(TrackingNames.Files);
        context.RegisterSourceOutput(files, static (output, found) =>
        {
            foreach (var file in found)
            {
                output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
            }
        });
    }

    private static IncrementalValuesProvider<T> FilesOf<T>(IncrementalGeneratorInitializationContext context, string extension, Func<string, T> parse) =>
        context.AdditionalTextsProvider
            .Where(text => text.Path.EndsWith(extension, StringComparison.Ordinal))
            .Select((text, cancellation) => parse(text.GetText(cancellation)?.ToString() ?? ""));

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
