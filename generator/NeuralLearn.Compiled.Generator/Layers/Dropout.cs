using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = x · mask / (1 - rate) in training, y = x otherwise (Srivastava et al. 2014, scaled in training).</summary>
internal sealed class Dropout : Layer
{
    public override string Kind => "Dropout";

    public override string AutomaticName => "dropout";

    public override string Formula => "y = x mask / (1 - rate) in training, y = x otherwise";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        problems.InRange(layer.Index, layer.Attribute, "Rate", value => value is >= 0 and < 1, "at least 0 and less than 1");
        return LayerRules.SameShape(layer, input, inputName, problems);
    }

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x)
    {
        var rate = layer.Attribute.Real("Rate");
        return rate == 0 ? graph.Map(Activations.ActivationCatalog.Copy, x) : graph.Dropout(x, rate);
    }
}
