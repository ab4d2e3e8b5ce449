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
    private LayerLabel _layer = new("input", "Input", "", "", "");
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
    public Parameter Parameter(string role, Initializer initializer, params int[] shape) => Parameter(role, initializer, TensorForm.Weight, shape);

    /// <summary>A parameter that is no plain weight or bias.</summary>
    public Parameter Parameter(string role, Initializer initializer, TensorForm form, params int[] shape)
    {
        var parameter = new Parameter(_layer.Name + "." + role, shape.ToEquatableArray(), initializer, _role, _learningRateScale, form);
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

    /// <summary>A 64-bit integer named "layer.<paramref name="role"/>" that counts from 0.</summary>
    public Parameter Counter(string role)
    {
        var counter = new Parameter(_layer.Name + "." + role, EquatableArray<int>.Empty, new ConstantInitializer(0), TensorRole.Counter, 1);
        _buffers.Add(counter);
        return counter;
    }

    /// <summary>W x + b of a vector or of every step of a sequence; weight [units, features], bias [units] or none.</summary>
    public Value Affine(Value x, Parameter weight, Parameter? bias) =>
        Add(x.Shape.WithChannels(weight.Shape[0]), y => new AffineNode(_layer, x, weight, bias, y));

    /// <summary>The convolution; weight [outputs, inputs of a group, kernel…], bias [outputs] or none.</summary>
    public Value Convolution(Value x, Parameter weight, Parameter? bias, Window window, int groups) =>
        Add(x.Shape.With(weight.Shape[0], window.Height.Output, window.Width.Output), y => new ConvNode(_layer, x, weight, bias, window, groups, y));

    public Value Pool(PoolKind kind, Value x, Window window, bool countsPadding) =>
        Add(x.Shape.With(x.Shape.Channels, window.Height.Output, window.Width.Output), y => new PoolNode(_layer, kind, x, window, countsPadding, y));

    /// <summary>The largest or the mean over all positions, channel by channel: a vector.</summary>
    public Value GlobalPool(PoolKind kind, Value x) =>
        Add(Shape.Vector(x.Shape.Channels), y => new PoolNode(_layer, kind, x, new Window(WindowAxis.Whole(x.Shape.Height), WindowAxis.Whole(x.Shape.Width)), false, y));

    /// <summary>The same values in row-major order under other axes.</summary>
    public Value Reshape(Value x, Shape shape) => x.Shape.Equals(shape) ? x : Add(shape, y => new ReshapeNode(_layer, x, y));

    /// <summary>Signal to sequence or back.</summary>
    public Value Transpose(Value x) => Add(
        x.Shape.Axes == Axes.Signal ? Shape.Sequence(x.Shape.Width, x.Shape.Channels) : Shape.Signal(x.Shape.Channels, x.Shape.Width),
        y => new TransposeNode(_layer, x, y));

    /// <summary>Normalises each channel over rows and positions; a layer that does not learn uses the running statistics and leaves them.</summary>
    public Value BatchNorm(Value x, Parameter? weight, Parameter? bias, RunningBuffers running, double momentum, double epsilon) =>
        Add(x.Shape, y => new BatchNormNode(_layer, x, weight, bias, running, momentum, epsilon, _role == TensorRole.Trainable, y));

    public Value LayerNorm(Value x, Parameter? weight, Parameter? bias, double epsilon)
    {
        var statistics = NewValue(Camel(_layer.Identifier) + "Statistics", Shape.Sequence(x.Shape.IsChannelsFirst ? 1 : x.Shape.Positions, 2));
        return Add(x.Shape, y => new LayerNormNode(_layer, x, weight, bias, epsilon, statistics, y));
    }

    /// <summary>Rows of the weight [count, size] by their indices: a sequence.</summary>
    public Value Embedding(Value x, Parameter weight) =>
        Add(Shape.Sequence(x.Shape.Width, weight.Shape[1]), y => new EmbeddingNode(_layer, x, weight, y));

    /// <summary>One layer of a recurrent stack.</summary>
    /// <param name="activation">f of an Rnn.</param>
    public Value Recurrent(RecurrentKind kind, int level, Value x, RecurrentWeights weights, Elementwise? activation, bool returnsSequence)
    {
        var units = weights.Hidden.Shape[1];
        var stem = Camel(_layer.Identifier) + (level == 0 ? "" : "Level" + level);
        Value Memory(string name, int rows) => NewValue(stem + name, Shape.Sequence(rows, units));
        var steps = x.Shape.Positions;
        var memory = new RecurrentMemory(
            Memory("Gates", steps * RecurrentNode.SlotsOf(kind)),
            Memory("Recurrent", RecurrentNode.GatesOf(kind)),
            Memory("Hidden", 1),
            kind == RecurrentKind.Lstm ? Memory("Cell", 1) : null,
            Memory("Kept", steps * RecurrentNode.KeptOf(kind)));
        return Add(returnsSequence ? x.Shape.WithChannels(units) : Shape.Vector(units),
            y => new RecurrentNode(_layer, kind, level, x, weights, activation, returnsSequence, memory, y));
    }

    public Value Map(Elementwise function, Value x) => Add(x.Shape, y => new MapNode(_layer, function, x, y));

    /// <summary>x where x > 0, else slope · x; slope [1] or one per feature or channel.</summary>
    public Value Slope(Value x, Parameter slope) => Add(x.Shape, y => new SlopeNode(_layer, x, slope, y));

    /// <summary>(x - mean) / deviation, both one per feature or channel.</summary>
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
        Add(inputs[0].Shape.WithChannels(inputs.Sum(input => input.Shape.Channels)), y => new ConcatNode(_layer, inputs, y));

    private static string Camel(string identifier) => char.ToLowerInvariant(identifier[0]) + identifier.Substring(1);

    private Value Add(Shape shape, Func<Value, Node> node)
    {
        var y = NewValue(Camel(_layer.Identifier), shape);
        _nodes.Add(node(y));
        return y;
    }

    private Value NewValue(string name, Shape shape) => new(_values++, name, shape);
}
