using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = f(W x + b). x: [features], W: [units, features], b: [units], y: [units].</summary>
internal sealed class Dense : Layer
{
    public override string Kind => "Dense";

    public override string AutomaticName => "dense";

    public override string Formula => "y = f(W x + b)";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        var units = problems.AtLeastOne(layer, "Units");
        problems.DefinedActivation(layer);
        problems.Initialization(layer);
        if (!input.IsKnown)
        {
            return units > 0 ? Shape.Vector(units) : Shape.Unknown;
        }

        if (input.Axes != Axes.Vector)
        {
            problems.Add(ShapeRules.AxesDoNotFit, layer.Index, "",
                layer.Title, "a vector [features]", inputName, input.Describe(), $"declare the input as [Input({input.LongSize})]");
            return units > 0 ? Shape.Vector(units) : Shape.Unknown;
        }

        if (layer.Attribute.Has("Inputs") && layer.Attribute.Integer("Inputs") != input.Size)
        {
            problems.Add(ShapeRules.InputsDisagree, layer.Index, "Inputs",
                layer.Title, layer.Attribute.Integer("Inputs"), inputName, input, input.Size);
        }

        return units > 0 ? Shape.Vector(units) : Shape.Unknown;
    }

    public override long CountParameters(LayerDeclaration layer, Shape input)
    {
        long units = layer.Attribute.Integer("Units");
        return (units * input.LongSize) + (layer.Attribute.Boolean("Bias", true) ? units : 0)
            + ActivationCatalog.CountParameters(layer.Attribute.Enumeration<Activation>("Activation"));
    }

    public override long CountMultiplyAdds(LayerDeclaration layer, Shape input) => layer.Attribute.Integer("Units") * input.LongSize;

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x)
    {
        var units = layer.Attribute.Integer("Units");
        var weight = graph.Parameter("weight", WeightInitializer.For(layer.Attribute, x.Size, units), units, x.Size);
        var bias = layer.Attribute.Boolean("Bias", true)
            ? graph.Parameter("bias", WeightInitializer.ForBias(layer.Attribute, x.Size), units)
            : null;
        return ActivationCatalog.Apply(graph, layer.Attribute.Enumeration<Activation>("Activation"), graph.Affine(x, weight, bias));
    }
}
