using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Weights;

namespace NeuralLearn.Compiled.Generator.Analyzers;

/// <summary>The headers of the project's weights files, read when the first class asks for one. Their data is the generator's alone.</summary>
internal sealed class WeightsReader(ImmutableArray<AdditionalText> files)
{
    private readonly object _gate = new();
    private List<WeightsHeader>? _headers;

    public WeightFiles For(NetworkDeclaration declaration, CancellationToken cancellation)
    {
        if (WeightFiles.NameIn(declaration) is null)
        {
            return WeightFiles.None;
        }

        lock (_gate)
        {
            _headers ??= [.. files.Where(file => file.Path.EndsWith(WeightsHeader.Extension, StringComparison.Ordinal))
                .Select(file => WeightsHeader.Parse(file.GetText(cancellation)?.ToString() ?? ""))];
        }

        return WeightFiles.For(declaration, _headers, []);
    }
}
