using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>The words a layer speaks: each call adds one textbook operation and returns its result.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> _nodes = [];
    private readonly List<Parameter> _parameters = [];
    private int _values;
    private LayerLabel _layer = new("input", "Input", "");

    public IReadOnlyList<Node> Nodes => _nodes;

    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Everything added from now on belongs to this layer.</summary>
    public void Enter(LayerLabel layer) => _layer = layer;

    public Value Input(Shape shape) => NewValue("input", shape);

    /// <summary>A parameter named "layer.<paramref name="role"/>", uniform in ±<paramref name="bound"/> at first.</summary>
    public Parameter Parameter(string role, double bound, params int[] shape)
    {
        var parameter = new Parameter(_layer.Name + "." + role, shape.ToEquatableArray(), new UniformInitializer(bound));
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>W x + b; weight [units, features], bias [units] or none.</summary>
    public Value Affine(Value x, Parameter weight, Parameter? bias)
    {
        var y = NewValue(Camel(_layer.Identifier), Shape.Vector(weight.Shape[0]));
        _nodes.Add(new AffineNode(_layer, x, weight, bias, y));
        return y;
    }

    public Value Map(Elementwise function, Value x)
    {
        var y = NewValue(Camel(_layer.Identifier), x.Shape);
        _nodes.Add(new MapNode(_layer, function, x, y));
        return y;
    }

    public Value Softmax(Value x)
    {
        var y = NewValue(Camel(_layer.Identifier), x.Shape);
        _nodes.Add(new SoftmaxNode(_layer, x, y));
        return y;
    }

    public Value LogSoftmax(Value x)
    {
        var y = NewValue(Camel(_layer.Identifier), x.Shape);
        _nodes.Add(new LogSoftmaxNode(_layer, x, y));
        return y;
    }

    public Value Add(IReadOnlyList<Value> inputs)
    {
        var y = NewValue(Camel(_layer.Identifier), inputs[0].Shape);
        _nodes.Add(new AddNode(_layer, inputs, y));
        return y;
    }

    public Value Multiply(IReadOnlyList<Value> inputs)
    {
        var y = NewValue(Camel(_layer.Identifier), inputs[0].Shape);
        _nodes.Add(new MultiplyNode(_layer, inputs, y));
        return y;
    }

    public Value Concat(IReadOnlyList<Value> inputs)
    {
        var y = NewValue(Camel(_layer.Identifier), Shape.Vector(inputs.Sum(input => input.Size)));
        _nodes.Add(new ConcatNode(_layer, inputs, y));
        return y;
    }

    private static string Camel(string identifier) => char.ToLowerInvariant(identifier[0]) + identifier.Substring(1);

    private Value NewValue(string name, Shape shape) => new(_values++, name, shape);
}
