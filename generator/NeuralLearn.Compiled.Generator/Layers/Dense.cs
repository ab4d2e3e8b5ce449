using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = f(W x + b), of a sequence at every step. x: [features], W: [units, features], b: [units], y: [units].</summary>
internal sealed class Dense : Layer
{
    public override string Kind => "Dense";

    public override string AutomaticName => "dense";

    public override string Formula => "y = f(W x + b)";

    public override bool KeepsSteps => true;

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        var units = problems.AtLeastOne(layer, "Units");
        problems.DefinedActivation(layer);
        problems.Initialization(layer);
        var output = units == 0 ? Shape.Unknown : input.Axes == Axes.Sequence ? input.WithChannels(units) : Shape.Vector(units);
        if (!input.IsKnown)
        {
            return output;
        }

        if (input.Axes is not (Axes.Vector or Axes.Sequence))
        {
            problems.Add(ShapeRules.AxesDoNotFit, layer.Index, "", layer.Title, "a vector [features] or a sequence [time, features]", inputName, input.Describe(),
                input.Axes == Axes.Indices ? LayerRules.EmbedFirst : "put [Flatten] before it");
            return output;
        }

        if (layer.Attribute.Has("Inputs") && layer.Attribute.Integer("Inputs") != input.Channels)
        {
            problems.Add(ShapeRules.InputsDisagree, layer.Index, "Inputs",
                layer.Title, layer.Attribute.Integer("Inputs"), inputName, input, input.Channels);
        }

        return output;
    }

    public override long CountParameters(LayerDeclaration layer, Shape input)
    {
        long units = layer.Attribute.Integer("Units");
        return (units * input.Channels) + (layer.Attribute.Boolean("Bias", true) ? units : 0)
            + ActivationCatalog.CountParameters(layer.Attribute.Enumeration<Activation>("Activation"));
    }

    public override long CountMultiplyAdds(LayerDeclaration layer, Shape input) => layer.Attribute.Integer("Units") * input.LongSize;

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x)
    {
        var units = layer.Attribute.Integer("Units");
        var weight = graph.Parameter("weight", WeightInitializer.For(layer.Attribute, x.Shape.Channels, units), units, x.Shape.Channels);
        var bias = layer.Attribute.Boolean("Bias", true)
            ? graph.Parameter("bias", WeightInitializer.ForBias(layer.Attribute, x.Shape.Channels), units)
            : null;
        return ActivationCatalog.Apply(graph, layer.Attribute.Enumeration<Activation>("Activation"), graph.Affine(x, weight, bias));
    }
}
