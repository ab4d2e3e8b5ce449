using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Reading;
using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>A block of C# in a document: its first network as the generator understands it.</summary>
internal sealed class DeclaredExample
{
    /// <summary>One shape of each kind, for what a layer makes of it.</summary>
    private static readonly Shape[] Shapes = [Shape.Vector(8), Shape.Signal(4, 20), Shape.Image(4, 12, 10), Shape.Sequence(20, 4), Shape.Indices(20)];

    private readonly NetworkModel _model;

    public DeclaredExample(string code)
    {
        var compilation = Project(code).Compile();
        var type = compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .Where(candidate => DeclarationReader.Attributes(candidate).Count > 0)
            .MinBy(candidate => candidate.Locations[0].SourceSpan.Start)!;
        _model = ShapeInference.Infer(DeclarationReader.Read(type, compilation, CancellationToken.None));
    }

    /// <summary>The headings of <see cref="OnShapes"/>.</summary>
    public static string ShapeHeadings => "| " + string.Join(" | ", Shapes.Select(shape => shape.Describe())) + " |";

    public static UserProject Project(string code) => new("using NeuralLearn.Compiled;\n" + code);

    /// <summary>A row per layer: shapes, number of parameters, multiply-adds.</summary>
    public IEnumerable<string> Layers() => _model.Layers.Select(layer => Row(
        $"`{layer.Declaration.Name}`",
        string.Join(", ", layer.Sources.Select(source => Source.IsInput(source) ? _model.Inputs[Source.InputIndex(source)].Shape : _model.Layers[source].Output)
            .Select(shape => shape.Describe()).Distinct()),
        layer.Output.Describe(),
        Number(layer.Kind.CountParameters(layer.Declaration, layer.Input)),
        Number(layer.Kind.CountMultiplyAdds(layer.Declaration, layer.Input))));

    /// <summary>A row per tensor: its name and shape in files, and how it begins.</summary>
    public IEnumerable<string> Tensors() => NetworkGraphBuilder.Build(_model).Tensors.Select(tensor => Row(
        $"`{tensor.Name}`", "[" + string.Join(", ", tensor.Shape) + "]", Beginning(tensor.Initializer) + tensor.Role switch
        {
            TensorRole.Buffer => ", a buffer",
            TensorRole.Counter => ", a counter",
            TensorRole.Frozen => ", stays",
            _ => "",
        }));

    /// <summary>What the first layer of a kind makes of a shape of each kind of axes.</summary>
    public string OnShapes(string kind)
    {
        var layer = _model.Layers.First(candidate => candidate.Kind.Kind == kind);
        return Row([.. Shapes.Select(shape =>
        {
            var problems = new ProblemList();
            var output = layer.Kind is MergeLayer merge
                ? merge.InferShape(layer.Declaration, [(shape, "a"), (shape, "b")], problems)
                : layer.Kind.InferShape(layer.Declaration, shape, "x", problems);
            return problems.HasErrors || !output.IsKnown ? "error" : output.Describe();
        })]);
    }

    private static string Beginning(Graph.Initializer initializer) => initializer switch
    {
        UniformInitializer uniform => "uniform in ±" + Number(uniform.Bound),
        NormalInitializer normal => "normal around 0, deviation " + Number(normal.Deviation),
        ConstantInitializer constant => Number(constant.Value),
        _ => "orthonormal",
    };

    private static string Number(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static string Row(params string[] cells) => "| " + string.Join(" | ", cells) + " |";
}
