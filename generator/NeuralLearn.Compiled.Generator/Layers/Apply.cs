using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Functions;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>y = f(x), an activation or a function of the user's own as a line of its own. The shape stays.</summary>
internal sealed class Apply : Layer
{
    public override string Kind => "Apply";

    public override string AutomaticName => "activation";

    public override string Formula => "y = f(x)";

    public override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        problems.DefinedActivation(layer);
        problems.Function(layer.Index, layer.Attribute);
        return LayerRules.SameShape(layer, input, inputName, problems);
    }

    public override long CountParameters(LayerDeclaration layer, Shape input) =>
        ActivationCatalog.CountParameters(layer.Attribute.Enumeration<Activation>("Activation"));

    public override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x) => layer.Attribute.Function is { } function
        ? graph.Map(Custom(function), x)
        : ActivationCatalog.Apply(graph, layer.Attribute.Enumeration<Activation>("Activation"), x, "weight");

    /// <summary>A method of the class, differentiated.</summary>
    private static Elementwise Custom(CustomFunction function)
    {
        var forward = function.Over("x");
        var derivative = Derivative.Of(forward, "x");
        return new Elementwise(function.Name, function.Source, "dy * (" + FormulaText.Of(derivative) + ")", forward, Simplifier.Multiply(Elementwise.Dy, derivative), GradientNeedsInput: true);
    }
}
