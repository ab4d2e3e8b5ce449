using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>A value that flows through the network: one row of it has <see cref="Shape"/>.</summary>
internal sealed class Value(int id, string name, Shape shape)
{
    public int Id { get; } = id;

    /// <summary>The name emitted code uses for it: the layer's, made an identifier.</summary>
    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    public int Size => Shape.Size;
}

/// <summary>How a tensor's initial values are drawn; the bound is derived from shapes alone.</summary>
internal sealed record UniformInitializer(double Bound);

/// <summary>A trainable tensor as the user sees it: PyTorch's name and shape.</summary>
internal sealed class Parameter(string name, EquatableArray<int> shape, UniformInitializer initializer)
{
    public string Name { get; } = name;

    public EquatableArray<int> Shape { get; } = shape;

    public UniformInitializer Initializer { get; } = initializer;

    public int Length => Shape.Aggregate(1, (product, length) => product * length);
}

/// <summary>The layer a node belongs to, for names and comments.</summary>
/// <param name="Identifier">Unique within the network and valid in C#: "Dense1".</param>
/// <param name="Source">The attribute as written: "[Dense(128, Activation.ReLU)]".</param>
internal sealed record LayerLabel(string Name, string Identifier, string Source);

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

    public bool Reads(Value value) => Inputs.Any(input => ReferenceEquals(input, value));
}

/// <summary>y = W x + b.</summary>
internal sealed class AffineNode(LayerLabel layer, Value x, Parameter weight, Parameter? bias, Value y) : Node(layer, x, y)
{
    public Parameter Weight { get; } = weight;

    public Parameter? Bias { get; } = bias;
}

/// <summary>y = f(x), element by element.</summary>
internal sealed class MapNode(LayerLabel layer, Elementwise function, Value x, Value y) : Node(layer, x, y)
{
    public Elementwise Function { get; } = function;
}

/// <summary>y = e^(x - max x) / Σ e^(x - max x) over the features.</summary>
internal sealed class SoftmaxNode(LayerLabel layer, Value x, Value y) : Node(layer, x, y);

/// <summary>y = x - max x - ln Σ e^(x - max x) over the features.</summary>
internal sealed class LogSoftmaxNode(LayerLabel layer, Value x, Value y) : Node(layer, x, y);

/// <summary>y = a + b + …, element by element.</summary>
internal sealed class AddNode(LayerLabel layer, IReadOnlyList<Value> inputs, Value y) : Node(layer, inputs, y);

/// <summary>y = a · b · …, element by element.</summary>
internal sealed class MultiplyNode(LayerLabel layer, IReadOnlyList<Value> inputs, Value y) : Node(layer, inputs, y);

/// <summary>y = the features of a, then those of b, ….</summary>
internal sealed class ConcatNode(LayerLabel layer, IReadOnlyList<Value> inputs, Value y) : Node(layer, inputs, y);

/// <summary>What the caller passes beside the input when it trains an output.</summary>
internal enum TargetKind
{
    /// <summary>One value per output.</summary>
    Values,

    /// <summary>A class index, or one probability per class.</summary>
    Classes,

    /// <summary>A class index only.</summary>
    Labels,

    /// <summary>∂loss/∂output.</summary>
    Gradient,
}

/// <summary>A loss on one output.</summary>
internal abstract class LossNode(string kind, Value output, Reduction reduction, TargetKind target)
{
    public string Kind { get; } = kind;

    public Value Output { get; } = output;

    public Reduction Reduction { get; } = reduction;

    public TargetKind Target { get; } = target;
}

/// <summary>Σ over the outputs of loss(y, t), times <see cref="Scale"/>; both formulas over the variables y and t.</summary>
internal sealed class ElementLossNode(
    string kind, Value output, Reduction reduction, Expr loss, Expr gradient, double scale, string formula)
    : LossNode(kind, output, reduction, TargetKind.Values)
{
    public Expr Loss { get; } = loss;

    public Expr Gradient { get; } = gradient;

    public double Scale { get; } = scale;

    public string Formula { get; } = formula;
}

/// <summary>log Σ e^z - z of the class, with label smoothing.</summary>
internal sealed class CrossEntropyLossNode(Value output, Reduction reduction, double smoothing)
    : LossNode("CrossEntropyLoss", output, reduction, TargetKind.Classes)
{
    public double Smoothing { get; } = smoothing;
}

/// <summary>-y of the class.</summary>
internal sealed class NegativeLogLikelihoodLossNode(Value output, Reduction reduction)
    : LossNode("NegativeLogLikelihoodLoss", output, reduction, TargetKind.Labels);

/// <summary>The caller supplies the gradient.</summary>
internal sealed class ExternalLossNode(Value output, Reduction reduction)
    : LossNode("ExternalLoss", output, reduction, TargetKind.Gradient);

/// <summary>A result that the user receives.</summary>
internal sealed record NetworkOutput(string? Name, Value Value);

/// <summary>The network as textbook operations in the order they run, with nothing of vectors, buffers or C# in it.</summary>
internal sealed class NetworkGraph(
    IReadOnlyList<Value> inputs,
    IReadOnlyList<NetworkOutput> outputs,
    IReadOnlyList<Node> nodes,
    IReadOnlyList<Parameter> parameters,
    IReadOnlyList<LossNode> losses)
{
    public IReadOnlyList<Value> Inputs { get; } = inputs;

    public IReadOnlyList<NetworkOutput> Outputs { get; } = outputs;

    public IReadOnlyList<Node> Nodes { get; } = nodes;

    public IReadOnlyList<Parameter> Parameters { get; } = parameters;

    public IReadOnlyList<LossNode> Losses { get; } = losses;

    public int ParameterCount => Parameters.Sum(parameter => parameter.Length);
}
