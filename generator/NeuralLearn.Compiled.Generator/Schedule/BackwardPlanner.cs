using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Walks the graph backwards. When a node's turn comes, all readers of its output have been, so its gradient is complete; what the node
/// passes on is the whole gradient of its input, or a part that is added to those of other readers. What only leads to gradients of
/// inputs, as nothing below learns, is marked as such.
/// </summary>
internal sealed class BackwardPlanner
{
    private readonly NetworkGraph _graph;
    private readonly BufferPlanner _planner;
    private readonly bool _forParameters;
    private readonly List<BackwardStep> _steps = [];
    private readonly List<GradientBuffer> _buffers = [];
    private readonly Dictionary<Value, GradientBuffer> _gradients = [];

    private BackwardPlanner(NetworkGraph graph, BufferPlanner planner, bool forParameters)
    {
        _graph = graph;
        _planner = planner;
        _forParameters = forParameters;
    }

    public IReadOnlyList<BackwardStep> Steps => _steps;

    public IReadOnlyList<GradientBuffer> Buffers => _buffers;

    /// <summary>Where the gradients begin, one for each start.</summary>
    public IReadOnlyList<GradientBuffer> Starts { get; private set; } = [];

    /// <summary>Where the gradient of each input ends up; null where none reaches it.</summary>
    public IReadOnlyList<GradientBuffer?> InputGradients { get; private set; } = [];

    /// <param name="starts">The values whose gradients are given, one after the other; the same value twice adds up.</param>
    /// <param name="forParameters">Whether gradients of parameters are wanted, and not only those of inputs.</param>
    public static BackwardPlanner Plan(NetworkGraph graph, BufferPlanner planner, IReadOnlyList<Value> starts, bool forParameters)
    {
        var plan = new BackwardPlanner(graph, planner, forParameters);
        plan.Run(starts);
        return plan;
    }

    private void Run(IReadOnlyList<Value> starts)
    {
        // All are written before the first step, so none may take another's place.
        Starts = [.. starts.Select(Take)];
        var lastNode = _graph.Nodes[_graph.Nodes.Count - 1];
        for (var i = 0; i < starts.Count; i++)
        {
            PassOn(_graph.Nodes.FirstOrDefault(node => ReferenceEquals(node.Y, starts[i])) ?? lastNode, starts[i], Starts[i]);
        }

        foreach (var node in _graph.Nodes.Reverse())
        {
            // A branch that leads nowhere has no gradient.
            if (_gradients.TryGetValue(node.Y, out var dy))
            {
                Add(node, dy);
            }
        }

        InputGradients = [.. _graph.Inputs.Select(input => _gradients.TryGetValue(input.Value, out var reached) ? reached : null)];
    }

    private void Add(Node node, GradientBuffer dy)
    {
        var inputOnly = InputOnly(node.X);
        switch (node)
        {
            case MapNode map:
                PassThrough(map, dy, inputOnly);
                break;
            case SoftmaxNode softmax:
                InPlace(new SoftmaxGradientStep(softmax, dy, inputOnly));
                break;
            case LogSoftmaxNode logSoftmax:
                InPlace(new LogSoftmaxGradientStep(logSoftmax, dy, inputOnly));
                break;
            case StandardizeNode standardize:
                InPlace(new StandardizeGradientStep(standardize, dy, inputOnly));
                break;
            case DropoutNode dropout:
                InPlace(new DropoutGradientStep(dropout, dy, inputOnly));
                break;
            case SlopeNode slope:
                if (_forParameters && slope.Learns)
                {
                    _steps.Add(new SlopeWeightGradientStep(slope, dy));
                }

                InPlace(new SlopeGradientStep(slope, dy, inputOnly));
                break;
            case AffineNode affine:
                if (_forParameters && affine.Learns)
                {
                    _steps.Add(new WeightGradientStep(affine, dy));
                }

                var dx = Take(affine.X);
                _steps.Add(new InputGradientStep(affine, dy, dx, null, inputOnly));
                _planner.Release(dy.Slot);
                PassOn(node, affine.X, dx);
                break;
            case ConvNode conv:
                Add(conv, dy, inputOnly);
                break;
            case PoolNode largest when PooledConv.Of(_graph, largest) is { } pooled:
                Add(pooled, dy);
                break;
            case PoolNode or ReshapeNode or TransposeNode or FlattenNode:
                if (AliasStep.Applies(node))
                {
                    PassOn(node, node.X, dy);
                    break;
                }

                var wide = Take(node.X);
                _steps.Add(node is PoolNode pool ? new PoolGradientStep(pool, dy, wide, inputOnly) : new ReshapeGradientStep(node, dy, wide, inputOnly));
                _planner.Release(dy.Slot);
                PassOn(node, node.X, wide);
                break;
            case LayerNormNode layerNorm:
                if (_forParameters && layerNorm.Learns)
                {
                    _steps.Add(new LayerNormWeightGradientStep(layerNorm, dy));
                }

                InPlace(new LayerNormGradientStep(layerNorm, dy, inputOnly));
                break;
            case BatchNormNode batchNorm:
                if (batchNorm.Measures)
                {
                    _steps.Add(new BatchNormSumsStep(batchNorm, dy, batchNorm.Learns, inputOnly && !batchNorm.Learns));
                }

                InPlace(new BatchNormGradientStep(batchNorm, dy, inputOnly));
                break;
            case RecurrentNode recurrent:
                AddRecurrent(recurrent, dy, inputOnly);
                break;
            case EmbeddingNode embedding:
                if (_forParameters && embedding.Learns)
                {
                    _steps.Add(new EmbeddingGradientStep(embedding, dy));
                }

                _planner.Release(dy.Slot);
                break;
            default:
                for (var i = 0; i < node.Inputs.Count; i++)
                {
                    var part = Take(node.Inputs[i]);
                    _steps.Add(new MergeGradientStep(node, i, dy, part, InputOnly(node.Inputs[i])));
                    PassOn(node, node.Inputs[i], part);
                }

                _planner.Release(dy.Slot);
                break;
        }
    }

    /// <summary>
    /// A row's share of what all rows have one of, such as a copy of weights. Scratch is counted by rows: of a chunk there is always room for
    /// all; where parameters are left alone, or rows have a part in each other, there may be a single one.
    /// </summary>
    private PackedAxis SharedByRows(int floats)
    {
        var rows = _forParameters && !_graph.MeasuresBatches ? NetworkPlan.ChunkRows : 1;
        return new PackedAxis(((((floats + rows - 1) / rows) + 15) / 16) * 16);
    }

    private void Add(ConvNode conv, GradientBuffer dy, bool inputOnly)
    {
        if (_forParameters && conv.Learns)
        {
            _steps.Add(new ConvWeightGradientStep(conv, dy));
        }

        var axis = SharedByRows(ConvSchedule.FlippedFloats(conv));
        var flipped = new GradientBuffer(conv.Y.Name + "Flipped", _planner.Take(axis), axis);
        _buffers.Add(flipped);
        _steps.Add(new ConvFlipStep(conv, dy, flipped, inputOnly));
        var dx = Take(conv.X);
        _steps.Add(new ConvInputGradientStep(conv, dy, flipped, dx, inputOnly));
        _planner.Release(flipped.Slot);
        _planner.Release(dy.Slot);
        PassOn(conv, conv.X, dx);
    }

    /// <summary>The gradient of the largest goes straight through the activation and the convolution.</summary>
    private void Add(PooledConv pooled, GradientBuffer dy)
    {
        var conv = pooled.Conv;
        if (pooled.PooledActivation is { } activation)
        {
            _steps.Add(new MapGradientStep(activation, dy, InputOnly(conv.Y)));
        }

        if (_forParameters && conv.Learns)
        {
            _steps.Add(new PooledWeightGradientStep(pooled, dy));
        }

        var inputOnly = InputOnly(conv.X);
        var axis = SharedByRows(pooled.FrameFloats * conv.OutputChannels);
        var framed = new GradientBuffer(conv.Y.Name + "Framed", _planner.Take(axis), axis);
        _buffers.Add(framed);
        _steps.Add(new PooledFrameStep(pooled, dy, framed, inputOnly));
        var dx = Take(conv.X);
        _steps.Add(new PooledInputGradientStep(pooled, dy, framed, dx, inputOnly));
        _planner.Release(framed.Slot);
        _planner.Release(dy.Slot);
        PassOn(conv, conv.X, dx);
    }

    private void AddRecurrent(RecurrentNode node, GradientBuffer dy, bool inputOnly)
    {
        var stem = node.Memory.Hidden.Name;
        GradientBuffer Room(string name, PackedAxis axis)
        {
            var buffer = new GradientBuffer(stem + name, _planner.Take(axis), axis);
            _buffers.Add(buffer);
            return buffer;
        }

        GradientBuffer Matrix(string name, int rows, int columns) => Room(name, SharedByRows(rows * PackedAxis.Of(Shapes.Shape.Vector(columns)).Width));
        var units = PackedAxis.Of(node.Memory.Hidden.Shape);
        var direct = Room("Direct", units);
        var through = Room("Through", units);
        var cell = node.HasCell ? Room("CellGradient", units) : null;
        var hidden = Matrix("Transposed", node.Gates * units.Stride, node.Units);
        _steps.Add(new RecurrentGradientStep(node, dy, direct, through, cell, hidden, inputOnly && !node.Learns));
        if (_forParameters && node.Learns)
        {
            _steps.Add(new RecurrentWeightGradientStep(node, dy));
        }

        _planner.Release(direct.Slot);
        _planner.Release(through.Slot);
        _planner.Release(hidden.Slot);
        if (cell is not null)
        {
            _planner.Release(cell.Slot);
        }

        var dx = Take(node.X);
        var input = Matrix("InputTransposed", node.Gates * units.Stride, node.Features);
        _steps.Add(new RecurrentInputGradientStep(node, dy, dx, input, inputOnly));
        _planner.Release(input.Slot);
        _planner.Release(dy.Slot);
        PassOn(node, node.X, dx);
    }

    /// <summary>
    /// Right behind the step that makes dy, the derivative is that step's matter, unless it needs more than the value that the affine operation
    /// has read. Where weights lie along the inputs, dy comes from kernels that know of forward activations only.
    /// </summary>
    private void PassThrough(MapNode map, GradientBuffer dy, bool inputOnly)
    {
        if (!map.Function.GradientNeedsInput && _steps.Count > 0 && _steps[_steps.Count - 1] is InputGradientStep { Below: null } above
            && ReferenceEquals(above.Dx, dy) && ReferenceEquals(above.Affine.X, map.Y)
            && !SumOrder.RunsAlongInputs(above.Affine.Features, above.Affine.Units))
        {
            _steps[_steps.Count - 1] = above with { Below = map };
            PassOn(map, map.X, dy);
            return;
        }

        InPlace(new MapGradientStep(map, dy, inputOnly));
    }

    private void InPlace(BackwardStep step)
    {
        _steps.Add(step);
        PassOn(step.Node, step.Node.X, step.Dy);
    }

    /// <summary>Nothing that learns has a part in the value: its gradient serves the inputs' gradients alone.</summary>
    private bool InputOnly(Value value) => _forParameters && !_graph.DependsOnLearning(value);

    private GradientBuffer Take(Value value)
    {
        var axis = PackedAxis.Of(value);
        var buffer = new GradientBuffer(value.Name + "Gradient", _planner.Take(axis), axis);
        _buffers.Add(buffer);
        return buffer;
    }

    private void PassOn(Node node, Value value, GradientBuffer part)
    {
        if (!_gradients.TryGetValue(value, out var whole))
        {
            _gradients[value] = part;
            return;
        }

        _steps.Add(new AccumulateStep(node, whole, part, InputOnly(value)));
        _planner.Release(part.Slot);
    }
}
