using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Reading;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Analyzers.UseSites;

/// <summary>A network as those who use it see it.</summary>
/// <param name="Type">Its class.</param>
/// <param name="Model">Its declaration, without an error.</param>
/// <param name="Forms">What its members take.</param>
/// <param name="Members">The names of all that the build adds.</param>
internal sealed record UsedNetwork(INamedTypeSymbol Type, NetworkModel Model, MemberForms Forms, ISet<string> Members)
{
    public string Name => Type.Name;

    /// <summary>The layer for which one row is too few to train on; null where there is none.</summary>
    public ShapedLayer? NeedsRows => Model.Layers.FirstOrDefault(layer => Streaming.MeasuresBatches(layer) && layer.Input.Positions == 1);
}

/// <summary>The networks of a compilation, each understood once.</summary>
internal sealed class NetworkCatalog(Compilation compilation)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, UsedNetwork?> _known = new(SymbolEqualityComparer.Default);

    public Compilation Compilation => compilation;

    /// <summary>What is known of fields, of which others speak too; see <see cref="Variables"/>.</summary>
    public ConcurrentDictionary<ISymbol, Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionSyntax?> Values { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The network that a type is or derives from; null for others, and while its declaration has an error, which is told there.</summary>
    public UsedNetwork? Find(ITypeSymbol? type, CancellationToken cancellation)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } named)
        {
            return null;
        }

        if (!_known.TryGetValue(named, out var network))
        {
            network = IsNetwork(named) ? Read(named, cancellation) : Find(named.BaseType, cancellation);
            _known.TryAdd(named, network);
        }

        return network;
    }

    private static bool IsNetwork(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "NetworkAttribute" } found && DeclarationReader.IsOurs(found));

    private UsedNetwork? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        // Of a class in another project an IDE has the source; a build has its assembly alone, where attributes have lost their places.
        if (SourceOf(type) is not { } source)
        {
            return null;
        }

        var model = ShapeInference.Infer(DeclarationReader.Read(type, source, cancellation));
        return model.HasErrors ? null : new UsedNetwork(type, model, MemberForms.Of(model), MemberNames.Of(model));
    }

    private Compilation? SourceOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Length == 0 ? null
        : SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) ? compilation
        : (compilation.GetMetadataReference(type.ContainingAssembly) as CompilationReference)?.Compilation;
}
