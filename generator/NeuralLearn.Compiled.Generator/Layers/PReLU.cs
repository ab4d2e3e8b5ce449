using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = x where x > 0, else slope · x; the slope is learnt (He et al. 2015).</summary>
internal sealed class PReLU : Layer
{
    /// <summary>PyTorch's initial slope.</summary>
    public const double InitialSlope = 0.25;

    public override string Kind => "PReLU";

    public override string AutomaticName => "prelu";

    public override string Formula => "y = x where x > 0, else slope x";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems) =>
        LayerRules.SameShape(layer, input, inputName, problems);

    public override long CountParameters(LayerDeclaration layer, Shape input) => layer.Attribute.Boolean("Channels") ? input.Channels : 1;

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) =>
        graph.Slope(x, graph.Parameter("weight", new ConstantInitializer(InitialSlope), layer.Attribute.Boolean("Channels") ? x.Shape.Channels : 1));
}
