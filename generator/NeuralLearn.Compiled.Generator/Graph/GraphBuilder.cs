using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>The words a layer speaks: each call adds one textbook operation and returns its result.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> _nodes = [];
    private readonly List<Parameter> _parameters = [];
    private readonly List<Parameter> _buffers = [];
    private int _values;
    private LayerLabel _layer = new("input", "Input", "");
    private TensorRole _role;
    private double _learningRateScale;

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Parameters, then buffers.</summary>
    public IReadOnlyList<Parameter> Tensors => [.. _parameters, .. _buffers];

    /// <summary>Everything added from now on belongs to this layer.</summary>
    public void Enter(LayerLabel layer, bool trainable, double learningRateScale)
    {
        _layer = layer;
        _role = trainable ? TensorRole.Trainable : TensorRole.Frozen;
        _learningRateScale = learningRateScale;
    }

    public Value Input(string identifier, Shape shape) => NewValue(Camel(identifier), shape);

    /// <summary>A parameter named "layer.<paramref name="role"/>".</summary>
    public Parameter Parameter(string role, Initializer initializer, params int[] shape)
    {
        var parameter = new Parameter(_layer.Name + "." + role, shape.ToEquatableArray(), initializer, _role, _learningRateScale);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>A tensor named "layer.<paramref name="role"/>" that is measured rather than learnt.</summary>
    public Parameter Buffer(string role, double initial, params int[] shape)
    {
        var buffer = new Parameter(_layer.Name + "." + role, shape.ToEquatableArray(), new ConstantInitializer(initial), TensorRole.Buffer, 1);
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>W x + b; weight [units, features], bias [units] or none.</summary>
    public Value Affine(Value x, Parameter weight, Parameter? bias) =>
        Add(Shape.Vector(weight.Shape[0]), y => new AffineNode(_layer, x, weight, bias, y));

    public Value Map(Elementwise function, Value x) => Add(x.Shape, y => new MapNode(_layer, function, x, y));

    /// <summary>x where x > 0, else slope · x; slope [1] or one per feature.</summary>
    public Value Slope(Value x, Parameter slope) => Add(x.Shape, y => new SlopeNode(_layer, x, slope, y));

    /// <summary>(x - mean) / deviation, both one per feature.</summary>
    public Value Standardize(Value x, Parameter mean, Parameter deviation) =>
        Add(x.Shape, y => new StandardizeNode(_layer, x, mean, deviation, y));

    public Value Dropout(Value x, double rate)
    {
        var mask = NewValue(Camel(_layer.Identifier) + "Mask", x.Shape);
        return Add(x.Shape, y => new DropoutNode(_layer, rate, x, mask, y));
    }

    public Value Softmax(Value x) => Add(x.Shape, y => new SoftmaxNode(_layer, x, y));

    public Value LogSoftmax(Value x) => Add(x.Shape, y => new LogSoftmaxNode(_layer, x, y));

    public Value Add(IReadOnlyList<Value> inputs) => Add(inputs[0].Shape, y => new AddNode(_layer, inputs, y));

    public Value Multiply(IReadOnlyList<Value> inputs) => Add(inputs[0].Shape, y => new MultiplyNode(_layer, inputs, y));

    public Value Concat(IReadOnlyList<Value> inputs) =>
        Add(Shape.Vector(inputs.Sum(input => input.Size)), y => new ConcatNode(_layer, inputs, y));

    private static string Camel(string identifier) => char.ToLowerInvariant(identifier[0]) + identifier.Substring(1);

    private Value Add(Shape shape, Func<Value, Node> node)
    {
        var y = NewValue(Camel(_layer.Identifier), shape);
        _nodes.Add(node(y));
        return y;
    }

    private Value NewValue(string name, Shape shape) => new(_values++, name, shape);
}
