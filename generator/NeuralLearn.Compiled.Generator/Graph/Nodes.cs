namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>The layer a node belongs to, for names and comments.</summary>
/// <param name="Identifier">Unique within the network and valid in C#: "Dense1".</param>
/// <param name="Source">The attribute as written: "[Dense(128, Activation.ReLU)]".</param>
internal sealed record LayerLabel(string Name, string Identifier, string Source, string Shapes, string Formula);

internal abstract class Node(LayerLabel layer, IReadOnlyList<Value> inputs, Value y)
{
    protected Node(LayerLabel layer, Value x, Value y)
        : this(layer, [x], y)
    {
    }

    public LayerLabel Layer { get; } = layer;

    public IReadOnlyList<Value> Inputs { get; } = inputs;

    /// <summary>The only input, or the first.</summary>
    public Value X => Inputs[0];

    public Value Y { get; } = y;

    /// <summary>Whether it has parameters that learn.</summary>
    public virtual bool Learns => false;

    /// <summary>The same operation on other values, for a variant of the graph.</summary>
    public abstract Node With(IReadOnlyList<Value> inputs, Value y);

    public bool Reads(Value value) => Inputs.Any(input => ReferenceEquals(input, value));
}

/// <summary>y = W x + b, at every step of a sequence.</summary>
internal sealed class AffineNode(LayerLabel layer, Value x, Parameter weight, Parameter? bias, Value y) : Node(layer, x, y)
{
    public int Features => X.Shape.Channels;

    public int Units => Y.Shape.Channels;

    /// <summary>Steps, each with the same weights; 1 for a vector.</summary>
    public int Positions => Y.Shape.Positions;

    public Parameter Weight { get; } = weight;

    public Parameter? Bias { get; } = bias;

    public override bool Learns => Weight.Learns;

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new AffineNode(Layer, inputs[0], Weight, Bias, y);
}

/// <summary>y = f(x), element by element.</summary>
internal sealed class MapNode(LayerLabel layer, Elementwise function, Value x, Value y) : Node(layer, x, y)
{
    public Elementwise Function { get; } = function;

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new MapNode(Layer, Function, inputs[0], y);
}

/// <summary>y = x where x > 0, else slope · x; one slope, or one per feature or channel.</summary>
internal sealed class SlopeNode(LayerLabel layer, Value x, Parameter slope, Value y) : Node(layer, x, y)
{
    public Parameter Slope { get; } = slope;

    public bool IsPerFeature => Slope.Length > 1 || Y.Size == 1;

    public override bool Learns => Slope.Learns;

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new SlopeNode(Layer, inputs[0], Slope, y);
}

/// <summary>y = (x - mean) / deviation, feature by feature or channel by channel.</summary>
internal sealed class StandardizeNode(LayerLabel layer, Value x, Parameter mean, Parameter deviation, Value y) : Node(layer, x, y)
{
    public Parameter Mean { get; } = mean;

    public Parameter Deviation { get; } = deviation;

    /// <summary>The layer above has the division in its weights: y = x - mean.</summary>
    public bool IsDividedAbove { get; private init; }

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new StandardizeNode(Layer, inputs[0], Mean, Deviation, y) { IsDividedAbove = IsDividedAbove };

    /// <summary>The same without its division.</summary>
    /// <param name="above">The layer that has it in its weights.</param>
    public StandardizeNode DividedIn(string above) =>
        new(Layer with { Formula = $"y = x - mean, with the deviation in W of {above}" }, X, Mean, Deviation, Y) { IsDividedAbove = true };
}

/// <summary>y = x · mask in training, each element of the mask 0 or 1/(1 - rate); y = x otherwise.</summary>
internal sealed class DropoutNode(LayerLabel layer, double rate, Value x, Value mask, Value y) : Node(layer, x, y)
{
    public double Rate { get; } = rate;

    public Value Mask { get; } = mask;

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new DropoutNode(Layer, Rate, inputs[0], Mask, y);
}

/// <summary>y = e^(x - max x) / Σ e^(x - max x) over the features, or the channels of each position.</summary>
internal sealed class SoftmaxNode(LayerLabel layer, Value x, Value y) : Node(layer, x, y)
{
    public override Node With(IReadOnlyList<Value> inputs, Value y) => new SoftmaxNode(Layer, inputs[0], y);
}

/// <summary>y = x - max x - ln Σ e^(x - max x) over the features, or the channels of each position.</summary>
internal sealed class LogSoftmaxNode(LayerLabel layer, Value x, Value y) : Node(layer, x, y)
{
    public override Node With(IReadOnlyList<Value> inputs, Value y) => new LogSoftmaxNode(Layer, inputs[0], y);
}

/// <summary>y = a + b + …, element by element.</summary>
internal sealed class AddNode(LayerLabel layer, IReadOnlyList<Value> inputs, Value y) : Node(layer, inputs, y)
{
    public override Node With(IReadOnlyList<Value> inputs, Value y) => new AddNode(Layer, inputs, y);
}

/// <summary>y = a · b · …, element by element.</summary>
internal sealed class MultiplyNode(LayerLabel layer, IReadOnlyList<Value> inputs, Value y) : Node(layer, inputs, y)
{
    public override Node With(IReadOnlyList<Value> inputs, Value y) => new MultiplyNode(Layer, inputs, y);
}

/// <summary>y = the features of a, then those of b, …; of signals and images the channels, of sequences the features of each step.</summary>
internal sealed class ConcatNode(LayerLabel layer, IReadOnlyList<Value> inputs, Value y) : Node(layer, inputs, y)
{
    public override Node With(IReadOnlyList<Value> inputs, Value y) => new ConcatNode(Layer, inputs, y);
}
