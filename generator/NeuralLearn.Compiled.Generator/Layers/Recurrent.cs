using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>A stack of recurrent layers over a sequence [time, features], from a state of 0: [units] of the last step, or [time, units].</summary>
internal abstract class Recurrent : Layer
{
    /// <summary>More than anyone needs: each is a kernel of its own.</summary>
    private const int MaximumLayers = 64;

    private static readonly string[] Kinds = ["Rnn", "Gru", "Lstm"];

    protected abstract RecurrentKind Recurs { get; }

    public sealed override Shape InferShape(LayerDeclaration layer, Shape input, string inputName, ProblemList problems)
    {
        var units = problems.AtLeastOne(layer, "Units");
        CheckArguments(layer, problems);
        if (input.IsKnown && input.Axes != Axes.Sequence)
        {
            problems.Add(ShapeRules.AxesDoNotFit, layer.Index, "", layer.Title, "a sequence [time, features]", inputName, input.Describe(), WayOut(input, inputName));
            return Shape.Unknown;
        }

        return !input.IsKnown || units == 0 ? Shape.Unknown : ReturnsSequence(layer) ? input.WithChannels(units) : Shape.Vector(units);
    }

    public sealed override long CountParameters(LayerDeclaration layer, Shape input)
    {
        var outputs = RecurrentNode.GatesOf(Recurs) * (long)layer.Attribute.Integer("Units");
        return Products(layer, input) + (layer.Attribute.Boolean("Bias", true) ? 2 * outputs * Levels(layer) : 0);
    }

    public sealed override long CountMultiplyAdds(LayerDeclaration layer, Shape input) => Products(layer, input) * input.Positions;

    public sealed override long CountInnerMultiplyAdds(LayerDeclaration layer, Shape input) =>
        CountMultiplyAdds(layer, input) - (Shape.Product(RecurrentNode.GatesOf(Recurs), layer.Attribute.Integer("Units"), input.Channels) * input.Positions);

    public sealed override Value Build(GraphBuilder graph, LayerDeclaration layer, Value x)
    {
        var units = layer.Attribute.Integer("Units");
        var initial = new UniformInitializer(1 / Math.Sqrt(units));
        var gates = RecurrentNode.GatesOf(Recurs);
        var form = new WeightForm(gates, IsRecurrent: true);
        for (var level = 0; level < Levels(layer); level++)
        {
            Parameter Tensor(string role, params int[] shape) => graph.Parameter($"{role}_l{level}", initial, form, shape);
            var input = Tensor("weight_ih", gates * units, x.Shape.Channels);
            var hidden = Tensor("weight_hh", gates * units, units);
            var biases = layer.Attribute.Boolean("Bias", true);
            var weights = new RecurrentWeights(input, hidden, biases ? Tensor("bias_ih", gates * units) : null, biases ? Tensor("bias_hh", gates * units) : null);
            x = graph.Recurrent(Recurs, level, x, weights, Activation(layer), ReturnsSequence(layer) || level < Levels(layer) - 1);
        }

        return x;
    }

    /// <summary>f, where a layer lets it be chosen.</summary>
    protected virtual Elementwise? Activation(LayerDeclaration layer) => null;

    protected virtual void CheckArguments(LayerDeclaration layer, ProblemList problems)
    {
        if (layer.Attribute.Has("Layers") && problems.AtLeast(layer, "Layers", 1) > MaximumLayers)
        {
            problems.OutOfRange(layer.Index, layer.Attribute.Kind, "Layers", layer.Attribute.Find("Layers")!.Value, $"from 1 to {MaximumLayers}");
        }

        if (!Enum.IsDefined(typeof(Return), layer.Attribute.Enumeration<Return>("Return")))
        {
            problems.OutOfRange(layer.Index, layer.Attribute.Kind, "Return", layer.Attribute.Find("Return")!.Value, "a member of the enumeration Return");
        }
    }

    private static string WayOut(Shape input, string inputName) => input.Axes switch
    {
        Axes.Signal => "put [Transpose] before it",
        Axes.Image => "put a [Reshape(time, features, Kind = InputKind.Sequence)] before it",
        Axes.Indices => LayerRules.EmbedFirst,
        _ when Kinds.Any(kind => inputName.EndsWith($"[{kind}]", StringComparison.Ordinal)) => $"let {inputName} return all steps with Return = Return.Sequence",
        _ => "declare the input as [Input(time, features, Kind = InputKind.Sequence)]",
    };

    private long Products(LayerDeclaration layer, Shape input)
    {
        int units = layer.Attribute.Integer("Units"), gates = RecurrentNode.GatesOf(Recurs);
        return Shape.Product(gates, units, input.Channels) + Shape.Product(gates, units, units)
            + ((Levels(layer) - 1) * Shape.Product(2, gates, units, units));
    }

    /// <summary>Limited, as products are counted for wrong declarations too.</summary>
    private static int Levels(LayerDeclaration layer) => Math.Max(1, Math.Min(MaximumLayers, layer.Attribute.Integer("Layers", 1)));

    private static bool ReturnsSequence(LayerDeclaration layer) => layer.Attribute.Enumeration<Return>("Return") == Return.Sequence;
}
